import { registerEnumType } from 'type-graphql';

/** How far an appeal is; the values are those of contracts' AwardAppealStage. */
export enum AwardAppealState {
  Filed = 'FILED',
  Answered = 'ANSWERED',
  Withdrawn = 'WITHDRAWN',
}
registerEnumType(AwardAppealState, {
  name: 'AwardAppealState',
  description: 'Kiến nghị đã đến đâu. How far an appeal is.',
  valuesConfig: {
    Filed: { description: 'Đã gửi, chờ trả lời. Filed, awaits its answer.' },
    Answered: { description: 'Đã trả lời. Answered.' },
    Withdrawn: { description: 'Đã rút. Withdrawn.' },
  },
});

/** What an appeal came to. */
export enum AwardAppealOutcome {
  Upheld = 'UPHELD',
  PartlyUpheld = 'PARTLY_UPHELD',
  Dismissed = 'DISMISSED',
}
registerEnumType(AwardAppealOutcome, {
  name: 'AwardAppealOutcome',
  description: 'Kết quả giải quyết kiến nghị. What an appeal came to.',
  valuesConfig: {
    Upheld: { description: 'Kiến nghị đúng. Upheld.' },
    PartlyUpheld: { description: 'Kiến nghị đúng một phần. Upheld in part.' },
    Dismissed: { description: 'Kiến nghị không có cơ sở. Dismissed.' },
  },
});

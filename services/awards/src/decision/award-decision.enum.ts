import { registerEnumType } from 'type-graphql';

/** How far a decision is. */
export enum AwardDecisionState {
  Draft = 'DRAFT',
  Discarded = 'DISCARDED',
  Signed = 'SIGNED',
  Published = 'PUBLISHED',
}
registerEnumType(AwardDecisionState, {
  name: 'AwardDecisionState',
  description: 'Trạng thái của quyết định khen thưởng. How far an award decision is.',
  valuesConfig: {
    Draft: { description: 'Dự thảo: chưa có số, danh sách còn sửa được. A draft: no number yet, its list can change.' },
    Discarded: { description: 'Dự thảo đã bỏ; không có số nào được cấp. A draft that was dropped; it got no number.' },
    Signed: { description: 'Đã ký, đã có số. Signed, with its number.' },
    Published: { description: 'Đã công bố, cả danh sách hoặc một phần. Published, all of its list or some of it.' },
  },
});

/** How far one nomination of a decision's list is. */
export enum AwardDecisionItemState {
  Listed = 'LISTED',
  Signed = 'SIGNED',
  Refused = 'REFUSED',
  Decided = 'DECIDED',
  Published = 'PUBLISHED',
  Awarded = 'AWARDED',
  Revoked = 'REVOKED',
}
registerEnumType(AwardDecisionItemState, {
  name: 'AwardDecisionItemState',
  description: 'Tình trạng của một hồ sơ trong danh sách kèm theo. How far one nomination of the attached list is.',
  valuesConfig: {
    Listed: { description: 'Trong dự thảo. In the draft.' },
    Signed: { description: 'Đã ký, hồ sơ đang chuyển bước. Signed; the nomination is on its way.' },
    Refused: {
      description:
        'Không thuộc quyết định nữa, có lý do, ví dụ hồ sơ vừa bị trả lại. No longer of the decision, with the reason, for example returned meanwhile.',
    },
    Decided: { description: 'Hồ sơ đã có quyết định. The nomination is decided.' },
    Published: { description: 'Đã công bố. Published.' },
    Awarded: { description: 'Đã trao thưởng. Handed over.' },
    Revoked: { description: 'Đã bị hủy bỏ. Revoked.' },
  },
});

/** What is done to each nomination of a decision's list, by a command of its own. */
export enum AwardDecisionAct {
  Decide = 'DECIDE',
  Publish = 'PUBLISH',
  HandOver = 'HAND_OVER',
  Revoke = 'REVOKE',
}
registerEnumType(AwardDecisionAct, {
  name: 'AwardDecisionAct',
  description: 'Việc được làm với từng hồ sơ của danh sách. What is done to each nomination of the list.',
  valuesConfig: {
    Decide: { description: 'Chuyển hồ sơ sang đã có quyết định. The nomination becomes decided.' },
    Publish: {
      description:
        'Công bố; người, tập thể được khen có tên trong sổ khen thưởng. Published: the nominee holds the award.',
    },
    HandOver: { description: 'Trao thưởng. Handed over.' },
    Revoke: { description: 'Hủy bỏ khen thưởng. The award is revoked.' },
  },
});

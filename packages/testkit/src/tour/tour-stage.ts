import { admit } from '../cycle/demonstration-province';
import { awaited } from '../cycle/cycle-log';
import type { PersistentClient } from '../cycle/persistent-client';
import { GraphCommand } from '../scene/graph-command';
import type { RunningSystem } from '../scene/running-system';

const MEMBERS = 3;
const NOMINATED = 3;
const REPORT =
  'Có hai sáng kiến được công nhận cấp cơ sở, làm lợi cho đơn vị; tham gia đầy đủ các phong trào thi đua (minh họa).';
/** Today's calendar date in Việt Nam. */
export const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());

const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const setMultiple = new GraphCommand<object>(
  'setAwardMultiple',
  'multiple { id }',
  'SetAwardMultipleInput',
  'AwardMultipleSuccess',
);
const defineTemplate = new GraphCommand<{ template: { id: string } }>('defineCertificateTemplate', 'template { id }');
const draft = new GraphCommand<{ nomination: { id: string } }>('draftNomination', 'nomination { id }');
const submitAll = new GraphCommand<{ bulk: { done: number } }>('submitNominations', 'bulk { done }');

/** Somebody of the tour: what they are, and how they sign in. */
export interface TourPerson {
  readonly memberId: string;
  readonly client: PersistentClient;
}

/** The demonstration province through which the tour leads. */
export interface TourStage {
  readonly provinceId: string;
  readonly provinceName: string;
  readonly unionId: string;
  /** The province's full-time cadre, who appraises and drafts decisions. */
  readonly cadre: TourPerson;
  readonly chair: TourPerson;
  /** The secretary of its emulation and commendation council. */
  readonly secretary: TourPerson;
  readonly members: readonly TourPerson[];
  /** The chair of the union that nominates. */
  readonly union: TourPerson;
  /** The Confederation's inspection committee. */
  readonly inspector: TourPerson;
  readonly nominationIds: readonly string[];
  readonly templateId: string;
}

/** Founds a province of its own with people of every role, and nominations that wait for its cadre. */
export async function layOut(system: RunningSystem, inspectorId: string): Promise<TourStage> {
  const scene = await system.foundProvince({ grassroots: 1 });
  const [nominating] = scene.grassroots;
  if (!nominating) {
    throw new Error('the province has no union');
  }
  const person = (memberId: string): TourPerson => ({ memberId, client: system.as(memberId) });
  const [chair, union] = [person(scene.province.chair), person(nominating.chair)];
  const members: TourPerson[] = [];
  for (let index = 0; index < MEMBERS; index += 1) {
    members.push(person(await system.appoint(chair.client, scene.province.id, 'EMULATION_COUNCIL_MEMBER')));
  }
  const workers = await admit(union.client, nominating.id, NOMINATED, '2020-03-02', 'Nguyễn Thị Minh Họa');
  const stage = (name: string, kind: string, more: object = {}): object => ({
    stage: name,
    kind,
    actorRule: 'PROVINCIAL_FEDERATION',
    timeLimitDays: 10,
    remindBeforeDays: 3,
    ...more,
  });
  const { awardType } = await defineAwardType.done(chair.client, {
    ownerUnitId: scene.province.id,
    code: 'TOUR-MERIT',
    name: 'Bằng khen của LĐLĐ tỉnh (minh họa)',
    kind: 'COMMENDATION',
    form: 'MERIT_CERTIFICATE',
    issuerLevel: 'PROVINCIAL_FEDERATION',
    track: 'REGULAR',
    recipients: 'INDIVIDUAL',
    validFrom: '2020-01-01',
    stages: [
      stage('APPRAISAL', 'APPRAISAL'),
      stage('COUNCIL', 'COUNCIL_VOTE', { thresholdPercent: 66 }),
      stage('DECISION', 'DECISION'),
    ],
  });
  await setMultiple.done(chair.client, {
    awardTypeId: awardType.id,
    validFrom: TODAY,
    recipients: 'INDIVIDUAL',
    multiple: '0.3',
  });
  const { template } = await defineTemplate.done(chair.client, {
    ownerUnitId: scene.province.id,
    name: 'Bằng khen (minh họa)',
    content: {
      emblemText: 'BAN CHẤP HÀNH\n{body}',
      title: 'BẰNG KHEN',
      recipientText: '{recipient}\n{unit}',
      bodyText: 'Đã có thành tích xuất sắc năm {year}.',
      placeText: 'Ngày {day} tháng {month} năm {signedYear}',
      signatureText: 'TM. BAN CHẤP HÀNH\nCHỦ TỊCH',
    },
  });
  const nominationIds: string[] = [];
  for (const nomineeMemberId of workers) {
    const { nomination } = await draft.done(union.client, {
      awardTypeId: awardType.id,
      nominatingUnitId: nominating.id,
      nomineeMemberId,
      achievement: `${REPORT} Người thứ ${nominationIds.length + 1}.`,
    });
    nominationIds.push(nomination.id);
  }
  await submitAll.done(union.client, { nominationIds });
  const cadre = person(scene.appraiser);
  await awaited('the tasks to appraise', async () => {
    const { viewer } = await cadre.client.read<{ viewer: { awardTasks: { nodes: object[] } } }>(
      'query Tasks { viewer { id awardTasks { nodes { id } } } }',
    );
    return viewer.awardTasks.nodes.length === NOMINATED;
  });
  return {
    provinceId: scene.province.id,
    provinceName: scene.province.name,
    unionId: nominating.id,
    cadre,
    chair,
    secretary: person(scene.secretary),
    members,
    union,
    inspector: { memberId: inspectorId, client: system.asSeeded('tld-inspector') },
    nominationIds,
    templateId: template.id,
  };
}

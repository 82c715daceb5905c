import type { EmploymentRank } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createLog } from '@thidua/service-kit';
import { AwardBasis, AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import { expectRecipient } from '../recipient/expected-recipients';
import { MemberFacts } from '../recipient/member-facts';
import { RecipientDirectory } from '../recipient/recipient-directory';
import { ReceivedAward } from '../registry/received-award.entity';
import { ReceivedAwardProvenance, ReceivedAwardStatus } from '../registry/received-award.enum';
import type { AwardsBench, TestUnit } from './awards-bench';

/** Enters awards into the registry of a test, as decisions do, and lets the directory read how recipients are called. */
export class RegistryScene {
  readonly directory: RecipientDirectory;

  private constructor(
    private readonly bench: AwardsBench,
    facts: MemberFacts,
  ) {
    this.directory = new RecipientDirectory(bench.dataSource, facts, createLog('awards-test', 'silent'));
  }

  static async on(bench: AwardsBench): Promise<RegistryScene> {
    const { MEMBERSHIP_URL } = bench.owners.environment();
    return new RegistryScene(bench, new MemberFacts(MEMBERSHIP_URL, await bench.owners.signer()));
  }

  /** A person whom membership knows by this name. */
  person(fullName: string, gender: 'FEMALE' | 'MALE' | 'NOT_STATED' = 'FEMALE', rank?: EmploymentRank): string {
    const id = newId();
    this.bench.owners.profiles.set(id, { fullName, gender });
    if (rank) {
      this.bench.owners.ranks.set(id, rank);
    }
    return id;
  }

  /** An award; without a member the unit itself receives it. */
  async award(home: TestUnit, memberId: string | null, more: Partial<ReceivedAward> = {}): Promise<string> {
    const award: ReceivedAward = {
      id: newId(),
      awardTypeId: null,
      awardCode: null,
      name: 'Bằng khen của Ban Chấp hành LĐLĐ tỉnh',
      form: AwardForm.MeritCertificate,
      issuerLevel: AwardIssuerLevel.ProvincialFederation,
      track: AwardTrack.Regular,
      basis: AwardBasis.Merit,
      recipientMemberId: memberId,
      recipientUnitId: memberId ? null : home.id,
      homeUnitId: home.id,
      meritYear: 2024,
      nominationId: null,
      decisionId: null,
      decisionNumber: '125/QĐ-LĐLĐ',
      decidedOn: '2024-12-20',
      issuingUnitId: null,
      externalBody: null,
      status: ReceivedAwardStatus.Valid,
      provenance: ReceivedAwardProvenance.Recorded,
      sourceDocument: null,
      recordedBy: null,
      recordedAt: new Date(),
      ...more,
    };
    await this.bench.dataSource.manager.insert(ReceivedAward, award);
    await expectRecipient(this.bench.dataSource, { memberId, unitId: award.recipientUnitId });
    return award.id;
  }

  /** Reads names until nobody waits. */
  async named(): Promise<void> {
    while ((await this.directory.readNext()) > 0) {
      // Until the last page was written.
    }
  }
}

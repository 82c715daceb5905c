import type { Passport } from '@thidua/contracts/passport';
import type { Page } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { scopedUnits } from '../identity/scoped-units';
import { entityColumns } from '../list/entity-columns';
import { listedPageLoader, type WantedPage } from '../list/listed-pages';
import { PartyReferralRow } from './party-referral.entity';
import { PartyReferral } from './party-referral.type';

/** The loaders of referrals of one request. */
export interface PartyReferralLoaders {
  /** A referral by its id; null when unknown. */
  readonly partyReferrals: DataLoader<string, PartyReferral | null>;
  /** A unit's referrals, as far as member.read reaches. The parent is the unit's id. */
  readonly partyReferralsOfUnit: DataLoader<WantedPage<string>, Page<PartyReferral>, string>;
}

/** Makes the loaders of referrals of one request. */
export function createPartyReferralLoaders(
  dataSource: DataSource,
  passport: Passport,
  today: string,
): PartyReferralLoaders {
  const columns = entityColumns(dataSource, PartyReferralRow, 'referral');
  const shown = (row: PartyReferral): PartyReferral => Object.assign(new PartyReferral(), row);
  return {
    partyReferrals: new DataLoader(async (ids) => {
      const rows = await dataSource.query<PartyReferral[]>(
        `SELECT ${columns} FROM party_referral referral WHERE referral.id IN (?)`,
        [ids],
      );
      const byId = new Map(rows.map((row) => [row.id, shown(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    partyReferralsOfUnit: listedPageLoader<string, PartyReferral, PartyReferral>(
      dataSource,
      {
        columns,
        from: (unitId) => {
          const scope = scopedUnits(passport, ['member.read'], today);
          return {
            sql: `FROM party_referral referral WHERE referral.unit_id = ? AND referral.unit_id IN (${scope.sql})`,
            parameters: [unitId, ...scope.parameters],
          };
        },
        sort: [
          { column: 'referral.referred_on', holds: 'DATE', read: (row) => row.referredOn },
          { column: 'referral.id', holds: 'ID', read: (row) => row.id },
        ],
        node: shown,
      },
      (unitId) => unitId,
    ),
  };
}

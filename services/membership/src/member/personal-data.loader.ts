import type { Passport } from '@thidua/contracts/passport';
import type { SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { personOf } from '../identity/person-of';
import { scopedUnits } from '../identity/scoped-units';
import { belongsWithin } from './member-reach';

/** A member's personal data as far as the caller may read them: the rest never leaves the database. */
export interface PersonalData {
  /** Whether member.personal.read reaches the member. */
  readonly isPersonalOpen: boolean;
  /** Whether member.bank-account.read reaches the member. */
  readonly isBankAccountOpen: boolean;
  readonly dateOfBirth: string | null;
  readonly nationalId: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly bankAccount: string | null;
}

type Row = Omit<PersonalData, 'isPersonalOpen' | 'isBankAccountOpen'> & {
  readonly id: string;
  readonly isPersonalOpen: number;
  readonly isBankAccountOpen: number;
};

/** The loader of personal data of one request. */
export interface PersonalDataLoaders {
  /** A member's personal data; one statement for any number of members and fields. */
  readonly personalData: DataLoader<string, PersonalData>;
}

const NOTHING: PersonalData = {
  isPersonalOpen: false,
  isBankAccountOpen: false,
  dateOfBirth: null,
  nationalId: null,
  phone: null,
  address: null,
  bankAccount: null,
};

/** Makes the loader of personal data of one request. */
export function createPersonalDataLoaders(runner: SqlRunner, passport: Passport, today: string): PersonalDataLoaders {
  const personal = belongsWithin(scopedUnits(passport, ['member.personal.read'], today), today);
  const bankAccount = belongsWithin(scopedUnits(passport, ['member.bank-account.read'], today), today);
  return {
    personalData: new DataLoader(async (memberIds) => {
      const rows = await runner.query<Row[]>(
        `SELECT reached.id, reached.isPersonalOpen, reached.isBankAccountOpen,
                IF(reached.isPersonalOpen, data.date_of_birth, NULL) AS dateOfBirth,
                IF(reached.isPersonalOpen, data.national_id, NULL) AS nationalId,
                IF(reached.isPersonalOpen, data.phone, NULL) AS phone,
                IF(reached.isPersonalOpen, data.address, NULL) AS address,
                IF(reached.isBankAccountOpen, data.bank_account, NULL) AS bankAccount
           FROM (SELECT member.id, (member.id = ? OR ${personal.sql}) AS isPersonalOpen,
                        (member.id = ? OR ${bankAccount.sql}) AS isBankAccountOpen
                   FROM member WHERE member.id IN (?)) reached
           LEFT JOIN member_personal_data data ON data.member_id = reached.id`,
        [personOf(passport), ...personal.parameters, personOf(passport), ...bankAccount.parameters, memberIds],
      );
      const byId = new Map(
        rows.map(({ id, ...row }) => [
          id,
          {
            ...row,
            isPersonalOpen: Number(row.isPersonalOpen) === 1,
            isBankAccountOpen: Number(row.isBankAccountOpen) === 1,
          },
        ]),
      );
      return memberIds.map((id) => byId.get(id) ?? NOTHING);
    }),
  };
}

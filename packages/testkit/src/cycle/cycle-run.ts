import { randomBytes } from 'node:crypto';
import { seededId } from '@thidua/contracts/ids';
import { SignedInAccount } from '../signed-in-account';
import { CycleLog } from './cycle-log';
import { recordUnionFund } from './cycle-money';
import { nominateWorker } from './cycle-nomination';
import { formGroups, openCycle } from './cycle-opening';
import { signPledges } from './cycle-pledges';
import { checkReviews, referMembers } from './cycle-reviews';
import { foundProvince } from './demonstration-province';
import { PersistentClient } from './persistent-client';

/** Where and how a cycle is run. */
export interface CycleSettings {
  /** Address of the gateway. */
  readonly url: string;
  /** URL of the issuer at which people sign in. */
  readonly issuerUrl: string;
  /** The cycle's year; 2020 as in the article. */
  readonly year: number;
  /** Seconds from the opening to the deadline of signatures. */
  readonly pledgeDeadlineSeconds: number;
  readonly print: (line: string) => void;
  /** Told of each step as it begins: its number, from 1, and its title. */
  readonly onStep?: (number: number, title: string) => void;
}

/**
 * Runs An Giang's annual cycle on a demonstration province of its own, as a frontend would: only through the gateway,
 * each step by the person whose mandate covers it, signed in by themselves.
 * @returns the log of every step; it differs when the system does not do what was expected.
 */
export async function runCycle(settings: CycleSettings): Promise<CycleLog> {
  const { url, issuerUrl, year, print } = settings;
  const log = new CycleLog(print, settings.onStep);
  const clients = new Map<string, PersistentClient>();
  const signedIn = (subject: string): PersistentClient =>
    new PersistentClient(url, new SignedInAccount(issuerUrl, () => subject));
  // Everybody who is appointed is linked, by a unit above theirs, to the account that is called after their id.
  const as = (memberId: string): PersistentClient => {
    const client = clients.get(memberId) ?? signedIn(memberId);
    clients.set(memberId, client);
    return client;
  };
  const mark = randomBytes(4).toString('hex').toUpperCase();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
  const confederation = { client: signedIn('tld-chair'), unitId: seededId('unit', 'TLD') };

  log.heading(`The demonstration province DEMO-${mark}, year ${year}`);
  const province = await foundProvince(log, confederation, as, mark, year);
  await recordUnionFund(log, province, as, year);
  await referMembers(log, province, as, year);
  log.heading('Groups, cycle, theme and targets');
  const groups = await formGroups(log, province, as(province.province.chair), year);
  const cycleId = await openCycle(log, province, groups, confederation, as(province.province.chair), {
    ...settings,
    today,
  });
  log.heading('Pledges');
  await signPledges(log, province, groups, cycleId, as);
  log.heading('Mid-year reviews');
  await checkReviews(log, province, groups, cycleId, as);
  log.heading('A nomination');
  await nominateWorker(log, province, cycleId, as, today);
  return log;
}

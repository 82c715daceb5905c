import { type SecurityEventReport, securityEventReports } from '@thidua/contracts/security-event';
import pino from 'pino';
import { door, until } from '../fixture/subgraph.fixture';
import { KeyWatch } from './key-watch';
import { type SecurityEvent, SecurityLog } from './security-log';

const refused = (address: string, operation = 'Operation'): SecurityEvent => ({
  kind: 'REFUSED',
  address,
  operation,
  code: 'FORBIDDEN',
});

describe('the security log', () => {
  let reports: SecurityEventReport[][];
  let available: boolean;
  let lines: string[];
  let log: SecurityLog;
  const kept = () => reports.flat();

  beforeEach(() => {
    reports = [];
    available = true;
    lines = [];
    log = new SecurityLog(
      async (events) => {
        if (available) reports.push([...events]);
        return available;
      },
      pino({ level: 'info' }, { write: (line) => lines.push(line) }),
    );
  });

  it('reports half a second after something has happened, in the form that membership takes', async () => {
    const before = Date.now();
    log.report({ ...refused('10.0.0.1', 'x'.repeat(300)), subject: 'an', provider: 'embedded' });
    await until(() => reports.length === 1);
    expect(Date.now() - before).toBeGreaterThan(400);
    expect(() => securityEventReports.parse({ events: kept() })).not.toThrow();
    expect(kept()).toMatchObject([
      { kind: 'REFUSED', subject: 'an', address: '10.0.0.1', operation: 'x'.repeat(200), memberId: null, detail: {} },
    ]);
  });

  it('reports at once when a hundred events wait', async () => {
    for (let number = 0; number < 100; number += 1) log.report(refused(`10.0.0.${number}`));
    await until(() => reports.length === 1);
    expect(kept()).toHaveLength(100);
  });

  it('makes one event with a count of equal ones', async () => {
    for (let number = 0; number < 500; number += 1) log.report(refused('10.0.0.1'));
    log.report(refused('10.0.0.2'));
    await log.stop();
    expect(kept()).toMatchObject([
      { address: '10.0.0.1', detail: { count: '500' } },
      { address: '10.0.0.2', detail: {} },
    ]);
  });

  it('is not filled by one address that does something else each time, and hears the others all the same', async () => {
    for (let number = 0; number < 5_000; number += 1) log.report(refused('10.0.0.1', `Operation${number}`));
    log.report(refused('10.0.0.2'));
    await log.stop();
    expect(kept()).toHaveLength(12);
    expect(kept()[10]).toMatchObject({
      kind: 'REFUSED',
      address: '10.0.0.1',
      operation: null,
      detail: { count: '4990' },
    });
    expect(kept()[11]).toMatchObject({ address: '10.0.0.2', operation: 'Operation' });
  });

  it('keeps what has happened while membership is away, and reports each event under the same id again', async () => {
    const offers: (readonly SecurityEventReport[])[] = [];
    log = new SecurityLog(
      async (events) => {
        offers.push(events);
        return offers.length > 1;
      },
      pino({ level: 'silent' }),
    );
    log.report(refused('10.0.0.1'));
    await log.flush();
    log.report(refused('10.0.0.2'));
    await until(() => offers.length === 3);
    expect(offers.map((events) => events.map(({ address }) => address))).toEqual([
      ['10.0.0.1'],
      ['10.0.0.1'],
      ['10.0.0.2'],
    ]);
    expect(offers[1]).toEqual(offers[0]);
  });

  it('keeps ten thousand events at most, and says how many were lost', async () => {
    available = false;
    for (let number = 0; number < 10_050; number += 1) log.report({ kind: 'SIGNED_OUT', subject: `account ${number}` });
    available = true;
    await log.stop();
    expect(kept()).toHaveLength(10_000);
    expect(Math.max(...reports.map(({ length }) => length))).toBe(500);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: 50, lost: 50 }]);
  });

  it('says when it stops what could not be reported', async () => {
    available = false;
    log.report(refused('10.0.0.1'));
    log.report(refused('10.0.0.2'));
    await log.stop();
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ lost: 2 }]);
  });

  it('waits for the report under way when it stops', async () => {
    const closed = door();
    log = new SecurityLog(
      async (events) => {
        await closed.pass();
        reports.push([...events]);
        return true;
      },
      pino({ level: 'silent' }),
    );
    log.report(refused('10.0.0.1'));
    void log.flush();
    log.report(refused('10.0.0.2'));
    const stopped = log.stop();
    closed.open();
    await stopped;
    expect(kept().map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  describe('of keys', () => {
    it('has those in use at the start, and every change, as one sorted list', async () => {
      let [signer, issuer]: [string, string[]] = ['gateway:1', ['a', 'b']];
      const watch = new KeyWatch(
        [
          { use: 'signs', keyIds: () => [signer] },
          { use: 'tokens', keyIds: () => issuer },
        ],
        log,
      );
      watch.start();
      issuer = ['b', 'a'];
      watch.look();
      signer = 'gateway:2';
      watch.look();
      watch.stop();
      await log.stop();
      expect(kept().map(({ kind, detail }) => [kind, detail])).toEqual([
        ['KEYS_CHANGED', { keys: 'signs=gateway:1 tokens=a tokens=b' }],
        ['KEYS_CHANGED', { keys: 'signs=gateway:2 tokens=a tokens=b' }],
      ]);
    });
  });

  it('lets nothing into a report that would make membership refuse the whole', async () => {
    log.report({ kind: 'REFUSED', unitId: 'not an id', memberId: 'neither', operation: 'x'.repeat(1_000) });
    await log.stop();
    expect(() => securityEventReports.parse({ events: kept() })).not.toThrow();
  });
});

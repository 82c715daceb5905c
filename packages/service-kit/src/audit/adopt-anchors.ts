import type { ServiceName } from '@thidua/contracts';
import { createPublicKey, verify } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../database/transaction';
import {
  ANCHOR_FORMAT,
  anchorRoot,
  FIRST_PREVIOUS_ROOT,
  type AnchoredHead,
  type AnchorStatement,
  type StoredAnchor,
} from './anchor';
import type { AnchorArchive } from './anchor-archive';
import { lastAnchor, publicKeys, storeAnchor, storeHeads } from './anchor-rows';
import { awaitPeriodEnd, openPeriodAt } from './audit-periods';
import type { AuditSigner } from './audit-signer';
import { MerkleTree } from './merkle-tree';

const LINE = /^\{"anchor":(\{.*\}),"signature":"([0-9a-f]{128})"\}$/;
const HEADS_AT_ONCE = 1_000;

/**
 * Takes in the anchors that a restored database has lost, as they were published: new ones go on from them, and the
 * heads they list say what was lost (docs/operations.md, "After a restore"). Run before anything else is decided.
 * @returns how many were taken in; 0 when the database has lost none.
 * @throws when one of them was not signed by a key of this service or does not follow the one before.
 */
export async function adoptLostAnchors(dependencies: {
  readonly dataSource: DataSource;
  readonly service: ServiceName;
  readonly signer: AuditSigner;
  readonly archive: AnchorArchive;
}): Promise<number> {
  const { dataSource, service, signer, archive } = dependencies;
  const last = await lastAnchor(dataSource);
  const firstLost = (last?.number ?? 0) + 1;
  const adopted = await inTransaction(dataSource, async (runner) => {
    const keys = new Map([...(await publicKeys(runner)), [signer.keyId, signer.publicKey]]);
    let previousRoot = last?.root ?? FIRST_PREVIOUS_ROOT;
    let number = firstLost;
    for (; await archive.has(number); number += 1) {
      previousRoot = await adopt(runner, archive, { number, service, previousRoot }, keys);
    }
    return number - firstLost;
  });
  // Who was in the middle of a transaction dated its entry in the period that was open until now.
  await awaitPeriodEnd(dataSource, firstLost);
  return adopted;
}

async function adopt(
  runner: QueryRunner,
  archive: AnchorArchive,
  expected: Pick<AnchorStatement, 'number' | 'service' | 'previousRoot'>,
  keys: ReadonlyMap<string, string>,
): Promise<string> {
  const { number } = expected;
  let anchor: StoredAnchor | null = null;
  let heads: AnchoredHead[] = [];
  const tree = new MerkleTree();
  for await (const line of archive.read(number)) {
    if (!anchor) {
      anchor = publishedAnchor(line, expected, keys);
      continue;
    }
    const [subjectId, sequence, hash] = JSON.parse(line) as [string, number, string];
    tree.add(Buffer.from(line));
    heads.push({ subjectId, sequence, hash });
    if (heads.length === HEADS_AT_ONCE) {
      await storeHeads(runner, number, heads);
      heads = [];
    }
  }
  await storeHeads(runner, number, heads);
  const statement = anchor && (JSON.parse(anchor.statement) as AnchorStatement);
  if (!anchor || statement?.headsRoot !== tree.root().toString('hex')) {
    throw new Error(`anchor ${number} outside the database does not list the heads that it states`);
  }
  await storeAnchor(runner, anchor);
  await openPeriodAt(runner, number + 1, statement.to);
  return anchor.root;
}

function publishedAnchor(
  line: string,
  expected: Pick<AnchorStatement, 'number' | 'service' | 'previousRoot'>,
  keys: ReadonlyMap<string, string>,
): StoredAnchor {
  const [, text = 'null', signature = ''] = LINE.exec(line) ?? [];
  const statement = JSON.parse(text) as AnchorStatement | null;
  const publicKey = keys.get(statement?.keyId ?? '');
  const root = anchorRoot(text);
  const follows =
    statement?.number === expected.number &&
    statement.service === expected.service &&
    statement.previousRoot === expected.previousRoot;
  if (!follows || !publicKey || !isSigned(`${ANCHOR_FORMAT}:${root}`, publicKey, signature)) {
    throw new Error(
      `anchor ${expected.number} outside the database was not signed by this service, or follows another`,
    );
  }
  return { number: expected.number, root, statement: text, signature, publicKey };
}

function isSigned(input: string, publicKey: string, signature: string): boolean {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(input, 'ascii'), key, Buffer.from(signature, 'hex'));
}

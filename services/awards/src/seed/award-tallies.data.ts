import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AwardTrack } from '../award-type/award-type.enum';
import { TallyForm, TallyGrantor, TallyMeasure, TallyRelation, TallyStanding } from '../tally/award-tally.rules';

const text = z.string().min(1);
const count = z.int().min(0);

const tally = z.strictObject({
  code: text,
  label: text,
  standing: z.enum(TallyStanding),
  grantor: z.enum(TallyGrantor),
  forms: z.array(z.enum(TallyForm)).min(1),
  measure: z.enum(TallyMeasure).default(TallyMeasure.Awards),
  track: z.enum(AwardTrack).optional(),
  /** Where it is another than the article's. */
  periodFrom: z.iso.date().optional(),
  periodTo: z.iso.date().optional(),
  total: count.optional(),
  collectives: count.optional(),
  individuals: count.optional(),
  parts: z.array(z.strictObject({ label: text, count })).optional(),
  sentence: text,
  warnings: z.array(text).optional(),
  /** Codes of tallies that stand before it in the file, and how this one lies to them. */
  overlaps: z.array(z.tuple([text, z.enum(TallyRelation)])).optional(),
});

const file = z.strictObject({
  note: text,
  articles: z.array(
    z.strictObject({
      source: text,
      /** Code of the federation under which it was published. */
      ownerCode: text,
      /** Code of the unit that it speaks of; null where the tree does not have it. */
      unitCode: text.nullable(),
      unitName: text,
      periodFrom: z.iso.date(),
      periodTo: z.iso.date(),
      tallies: z.array(tally),
    }),
  ),
});

/** The award figures of the published articles. */
export type AwardTalliesFile = z.infer<typeof file>;

/** Reads the figures. The file lies beside the sources, so that it is read and changed without a build. */
export function readAwardTallies(
  path: string = join(__dirname, '..', '..', 'src', 'seed', 'data', 'award-tallies.json'),
): AwardTalliesFile {
  return file.parse(JSON.parse(readFileSync(path, 'utf8')));
}

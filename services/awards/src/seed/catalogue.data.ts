import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AwardRecipients, SourceStatus } from '../award-type/award-type.enum';
import {
  PaidRecipient,
  QuotaBase,
  QuotaMeasure,
  QuotaPeriod,
  QuotaScope,
  Rounding,
  RuleEffect,
} from '../catalogue/catalogue.enum';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const dated = z.object({
  validFrom: date,
  validUntil: date.nullable(),
  document: z.string().max(500),
  article: z.string().max(120).nullable(),
  sourceStatus: z.enum(SourceStatus),
});

const ofAward = dated.extend({ award: z.string() });

const file = z.object({
  source: z.string(),
  rules: z.array(
    ofAward.extend({
      code: z.string(),
      name: z.string().max(500),
      englishName: z.string().max(500),
      recipients: z.enum(AwardRecipients),
      effect: z.enum(RuleEffect),
      overridePosition: z.string().nullable(),
      overrideLevel: z.string().nullable(),
      predicate: z.record(z.string(), z.unknown()),
    }),
  ),
  quotas: z.array(
    ofAward.extend({
      code: z.string(),
      recipients: z.enum(AwardRecipients),
      scope: z.enum(QuotaScope),
      period: z.enum(QuotaPeriod),
      measure: z.enum(QuotaMeasure),
      amount: z.number().int().min(0).nullable(),
      sharePercent: z.string().nullable(),
      base: z.enum(QuotaBase).nullable(),
      baseAwardCode: z.string().nullable(),
      rounding: z.enum(Rounding).nullable(),
      overridePosition: z.string().nullable(),
    }),
  ),
  multiples: z.array(
    ofAward.extend({
      recipients: z.enum(PaidRecipient),
      multiple: z.string(),
      isUpperBound: z.boolean(),
      rounding: z.enum(Rounding),
      roundingStepDong: z.number().int().min(1),
    }),
  ),
  baseSalaries: z.array(dated.extend({ amountDong: z.number().int().min(1) })),
});

/** The default rules, quotas, award multiples and base salaries, each row by the code of its award. */
export type CatalogueFile = z.infer<typeof file>;

/** Reads them. The file lies beside the sources, so that it is read and changed without a build. */
export function readCatalogue(
  path: string = join(__dirname, '..', '..', 'src', 'seed', 'data', 'catalogue.json'),
): CatalogueFile {
  return file.parse(JSON.parse(readFileSync(path, 'utf8')));
}

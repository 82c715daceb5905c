import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  AwardBasis,
  AwardForm,
  AwardIssuerLevel,
  AwardKind,
  AwardRecipients,
  AwardTrack,
  PaperKind,
  ConsultationSilence,
  SourceStatus,
  StageActorRule,
  StageKind,
} from '../award-type/award-type.enum';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const paper = z.object({
  paper: z.enum(PaperKind),
  recipients: z.enum(AwardRecipients),
  sourceStatus: z.enum(SourceStatus),
  document: z.string(),
});

/** Who has a task is reminded so many days before it is due. */
const REMIND_BEFORE_DAYS = 3;
/** The unit above is told so many days after it was due. */
const ESCALATE_AFTER_DAYS = 5;

const stage = z.object({
  stage: z.string(),
  kind: z.enum(StageKind),
  actorRule: z.enum(StageActorRule),
  timeLimitDays: z.number().int().min(1),
  thresholdPercent: z.number().int().min(1).max(100).nullable().default(null),
  /** No source states these two: a configurable default of ours (D). */
  remindBeforeDays: z.number().int().min(1).max(60).nullable().default(REMIND_BEFORE_DAYS),
  escalateAfterDays: z.number().int().min(0).max(365).nullable().default(ESCALATE_AFTER_DAYS),
  consultationWorkingDays: z.number().int().min(1).max(90).default(7),
  consultationSilence: z.enum(ConsultationSilence).default(ConsultationSilence.Consent),
  checklist: z
    .array(z.object({ code: z.string(), textVi: z.string(), textEn: z.string(), isRequired: z.boolean() }))
    .default([]),
  sourceStatus: z.enum(SourceStatus),
  document: z.string(),
  papers: z.array(paper).default([]),
});

const awardType = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(AwardKind),
  form: z.enum(AwardForm),
  issuerLevel: z.enum(AwardIssuerLevel),
  track: z.enum(AwardTrack),
  basis: z.enum(AwardBasis),
  recipients: z.enum(AwardRecipients),
  validFrom: date,
  validUntil: date.nullable(),
  document: z.string(),
  sourceStatus: z.enum(SourceStatus),
  /** Null for an award of a body outside the union. */
  route: z.string().nullable(),
});

const file = z.object({
  source: z.string(),
  note: z.string(),
  routes: z.record(z.string(), z.array(stage)),
  awardTypes: z.array(awardType),
});

/** The default catalogue with the routes it names. */
export type AwardTypesFile = z.infer<typeof file>;

/** Reads the default catalogue. The file lies beside the sources, so that it is read and changed without a build. */
export function readAwardTypes(
  path: string = join(__dirname, '..', '..', 'src', 'seed', 'data', 'award-types.json'),
): AwardTypesFile {
  return file.parse(JSON.parse(readFileSync(path, 'utf8')));
}

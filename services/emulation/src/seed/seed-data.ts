import { Provenance } from '@thidua/service-kit';
import { z } from 'zod';
import { FigureKind, FigureMeasure, FigureQualifier } from '../figure/stated-figure-rules';
import { GroupEventKind, GroupKind } from '../group/group.entity';
import { IndicatorSource } from '../indicator/indicator-source';
import cyclesFile from './data/cycles.json';
import groupsFile from './data/groups.json';
import indicatorsFile from './data/indicators.json';
import figuresFile from './data/stated-figures.json';

const text = z.string().min(1);
const decimal = z.string().regex(/^\d+(\.\d+)?$/);
/** A group within its owner, for example `CLUSTER-1`. */
const groupCode = z.string().regex(/^(CLUSTER|BLOCK)-\d+$/);

const indicators = z.strictObject({
  source: text,
  ownerCode: text,
  indicators: z.array(
    z.strictObject({
      code: text,
      name: text,
      unitOfMeasure: text,
      source: z.enum(IndicatorSource),
      displayDecimals: z.int(),
      provenance: z.enum(Provenance),
      sentence: text.nullable(),
    }),
  ),
});

const groups = z.strictObject({
  source: text,
  note: text,
  ownerCode: text,
  from: z.iso.date(),
  /** First day that the source says nothing about: what it tells is continued from there as demonstration. */
  statedUntil: z.iso.date(),
  groups: z.array(
    z.strictObject({
      kind: z.enum(GroupKind),
      number: z.int(),
      name: text,
      headCode: text.nullable(),
      memberCodes: z.array(text),
      memberProvenance: z.enum(Provenance),
      sentence: text,
    }),
  ),
  events: z.array(
    z.strictObject({
      code: text,
      group: groupCode,
      kind: z.enum(GroupEventKind),
      year: z.int(),
      hostCode: text.nullable(),
      title: text,
      sentence: text,
    }),
  ),
});

const cycles = z.strictObject({
  source: text,
  ownerCode: text,
  cycles: z.array(
    z.strictObject({
      year: z.int(),
      theme: text.nullable(),
      minimumJointActivities: z.int(),
      sentence: text,
    }),
  ),
  targetDecisions: z.array(
    z.strictObject({
      code: text,
      year: z.int(),
      issuerCode: text,
      sentence: text,
      targets: z.array(
        z.strictObject({
          indicatorCode: text,
          unitCode: text.optional(),
          group: groupCode.optional(),
          value: decimal,
        }),
      ),
    }),
  ),
});

const figures = z.strictObject({
  source: text,
  ownerCode: text,
  figures: z.array(
    z.strictObject({
      code: text,
      group: groupCode.nullable(),
      kind: z.enum(FigureKind),
      /** A stock stands on periodTo, a flow happened from periodFrom to periodTo. */
      measure: z.enum(FigureMeasure),
      label: text,
      qualifier: z.enum(FigureQualifier),
      indicatorCodes: z.array(text),
      periodFrom: z.iso.date(),
      periodTo: z.iso.date(),
      numerator: decimal.optional(),
      denominator: decimal.optional(),
      percent: decimal.optional(),
      percentMin: decimal.optional(),
      percentMax: decimal.optional(),
      percentMaxIsExceeded: z.boolean().optional(),
      quantity: decimal.optional(),
      unitOfMeasure: text.optional(),
      amount: z.int().optional(),
      amountEachMin: z.int().optional(),
      amountEachMax: z.int().optional(),
      sentence: text,
      warnings: z.array(text).optional(),
    }),
  ),
});

/** An Giang as article 000 tells of it (domain.md §6): each entry carries the sentence it comes from. */
export const AN_GIANG = {
  indicators: indicators.parse(indicatorsFile),
  groups: groups.parse(groupsFile),
  cycles: cycles.parse(cyclesFile),
  figures: figures.parse(figuresFile),
};

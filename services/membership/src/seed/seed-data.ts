import { z } from 'zod';
import { HeadcountKind, HeadcountMeasure, HeadcountQualifier } from '../headcount/headcount.enum';
import { Position } from '../officer/position.enum';
import { UnitLevel, UnitSector, UnitType } from '../unit/unit.enums';
import demonstrationFile from './data/demonstration.json';
import headcountsFile from './data/headcounts.json';
import officersFile from './data/officers.json';
import unitsFile from './data/units.json';

const date = z.iso.date();

/** Units that the article names, with what of their rows it does not tell. */
export const namedUnits = z
  .object({
    source: z.string(),
    notSourced: z.string(),
    units: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        level: z.enum(UnitLevel),
        parent: z.string().nullable(),
        sentence: z.string(),
      }),
    ),
  })
  .parse(unitsFile);

/** Officers: the one whom the article names, and those whom the run needs. */
export const namedOfficers = z
  .object({
    source: z.string(),
    /** Date of the article: on that day the person named held the office; before and after it, it does not say. */
    sourceDate: date,
    notSourced: z.string(),
    officers: z.array(
      z.object({
        code: z.string(),
        unit: z.string(),
        position: z.enum(Position),
        fullName: z.string(),
        sentence: z.string().nullable(),
      }),
    ),
    /** Members of inspection committees, who read all and change nothing. */
    inspectors: z.array(z.object({ code: z.string(), unit: z.string(), fullName: z.string() })),
  })
  .parse(officersFile);

/** Figures about units as the article states them. */
export const statedHeadcounts = z
  .object({
    source: z.string(),
    headcounts: z.array(
      z.object({
        unit: z.string(),
        kind: z.enum(HeadcountKind),
        measure: z.enum(HeadcountMeasure),
        total: z.number().int(),
        qualifier: z.enum(HeadcountQualifier),
        asOf: date.optional(),
        periodFrom: date.optional(),
        periodTo: date.optional(),
        sentence: z.string(),
      }),
    ),
  })
  .parse(headcountsFile);

/** How much is generated behind the article's figures: always marked as demonstration. */
export const demonstration = z
  .object({
    behind: z.string(),
    recordBegins: date,
    upperUnions: z.object({ total: z.number().int(), codePrefix: z.string() }),
    blocks: z.array(
      z.object({
        number: z.number().int(),
        unions: z.number().int(),
        type: z.enum(UnitType),
        sector: z.enum(UnitSector),
        partyReferrals: z.number().int(),
      }),
    ),
    members: z.object({ admittedIn: z.number().int(), total: z.number().int(), eachDirectUnion: z.number().int() }),
    /** Members without an office who can sign in, by unit and ordinal. */
    membersWhoSignIn: z.array(z.object({ unit: z.string(), ordinal: z.number().int().min(1) })),
    referredOn: date,
  })
  .parse(demonstrationFile);

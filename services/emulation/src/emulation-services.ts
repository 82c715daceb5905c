import type { Decisions } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { CycleService } from './cycle/cycle.service';
import { FigureService } from './figure/figure.service';
import { GroupService } from './group/group.service';
import { IndicatorService } from './indicator/indicator.service';
import { InitiativeService } from './initiative/initiative.service';
import { PledgeService } from './pledge/pledge.service';
import { PledgePreparationService } from './preparation/pledge-preparation.service';
import { UnitRatingService } from './rating/unit-rating.service';
import { ReviewService } from './review/review.service';
import { TargetService } from './target/target.service';
import { TaskService } from './task/task.service';

/** All writers of this service. */
export interface EmulationServices {
  readonly cycles: CycleService;
  readonly figures: FigureService;
  readonly groups: GroupService;
  readonly indicators: IndicatorService;
  readonly initiatives: InitiativeService;
  readonly pledges: PledgeService;
  readonly pledgePreparation: PledgePreparationService;
  readonly ratings: UnitRatingService;
  readonly reviews: ReviewService;
  readonly targets: TargetService;
  readonly tasks: TaskService;
}

/** Builds the writers: resolvers, activities and the seed all go through them. */
export function createEmulationServices({
  decisions,
  dataSource,
}: {
  readonly decisions: Decisions;
  readonly dataSource: DataSource;
}): EmulationServices {
  return {
    cycles: new CycleService(decisions),
    figures: new FigureService(decisions),
    groups: new GroupService(decisions, dataSource),
    indicators: new IndicatorService(decisions),
    initiatives: new InitiativeService(dataSource, decisions),
    pledges: new PledgeService(decisions, dataSource),
    pledgePreparation: new PledgePreparationService(decisions),
    ratings: new UnitRatingService(decisions),
    reviews: new ReviewService(decisions, dataSource),
    targets: new TargetService(decisions),
    tasks: new TaskService(decisions, dataSource),
  };
}

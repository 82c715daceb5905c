import { PageArguments, refusable, RequiresPermission, type CommandRefused, type Page } from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { achievementOf } from '../achievement/achievement';
import { Achievement, achievement } from '../achievement/achievement.type';
import { actorOf, found, THING } from '../command/caller';
import { EmulationGroup } from '../group/group.entity';
import { IsIdentifier } from '../identifier/identifier.validation';
import { Indicator } from '../indicator/indicator.entity';
import type { EmulationContext } from '../loading/emulation-loaders';
import { Member, member } from '../member/member.stub';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { RecordActualInput, RecordStatedFigureInput } from './figure.input';
import { StatedFigureConnection, statedFigurePage } from './figure.lists';
import {
  RecordActualResult,
  RecordActualSuccess,
  RecordStatedFigureResult,
  RecordStatedFigureSuccess,
} from './figure.results';
import { FigureService } from './figure.service';
import { FigureKind } from './stated-figure-rules';
import { StatedFigure, TypedFigure } from './stated-figure.entity';

const COMMAND = { description: 'Nội dung lệnh. The command.' };

/** Arguments of `statedFigures`. */
@ArgsType()
export class StatedFiguresArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ của liên đoàn này. Only those of this federation.' })
  @IsOptional()
  @IsIdentifier()
  ownerUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Chỉ của cụm, khối này. Only those of this group.' })
  @IsOptional()
  @IsIdentifier()
  groupId?: string | null;
}

/** Stated figures in the graph. */
@Resolver(() => StatedFigure)
export class StatedFigureResolver {
  constructor(private readonly figureService: FigureService) {}

  @RequiresPermission('graph.read')
  @Query(() => StatedFigureConnection, { description: 'Số liệu theo nguồn công bố. Figures as sources state them.' })
  statedFigures(
    @Args() page: StatedFiguresArguments,
    @Ctx() { dataSource }: EmulationContext,
  ): Promise<Page<StatedFigure>> {
    return statedFigurePage(dataSource, page, page);
  }

  @RequiresPermission('figure.record')
  @Mutation(() => RecordStatedFigureResult, {
    description:
      'Ghi nhận số liệu theo nguồn, giữ nguyên và kèm cảnh báo. Records a figure as stated, with warnings, never corrected.',
  })
  recordStatedFigure(
    @Arg('input', () => RecordStatedFigureInput, COMMAND) input: RecordStatedFigureInput,
    @Ctx() context: EmulationContext,
  ): Promise<RecordStatedFigureSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.figureService.recordStated(actorOf(context), input);
      const figure = await context.dataSource.getRepository(StatedFigure).findOneByOrFail({ id: answer.figureId });
      return Object.assign(new RecordStatedFigureSuccess(), { figure });
    });
  }

  @RequiresPermission('figure.record')
  @Mutation(() => RecordActualResult, {
    description:
      'Nhập số thực hiện cho chỉ tiêu TYPED_IN, kèm minh chứng. Types in a figure; refused for an indicator that a ledger feeds.',
  })
  recordActual(
    @Arg('input', () => RecordActualInput, COMMAND) input: RecordActualInput,
    @Ctx() context: EmulationContext,
  ): Promise<RecordActualSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.figureService.recordActual(actorOf(context), input);
      const figure = await context.dataSource.getRepository(TypedFigure).findOneByOrFail({ id: answer.figureId });
      return Object.assign(new RecordActualSuccess(), { figure });
    });
  }

  @FieldResolver(() => UnionUnit, {
    description: 'Liên đoàn mà số liệu được công bố. Federation it was published under.',
  })
  owner(@Root() figure: StatedFigure): UnionUnit {
    return unionUnit(figure.ownerUnitId);
  }

  @FieldResolver(() => EmulationGroup, { nullable: true, description: 'Cụm, khối. The group that it speaks of.' })
  group(@Root() figure: StatedFigure, @Ctx() { loaders }: EmulationContext): Promise<EmulationGroup | null> | null {
    return figure.groupId ? loaders.group.load(figure.groupId) : null;
  }

  @FieldResolver(() => UnionUnit, { nullable: true, description: 'Đơn vị. The unit that it speaks of.' })
  unit(@Root() figure: StatedFigure): UnionUnit | null {
    return figure.unitId ? unionUnit(figure.unitId) : null;
  }

  @FieldResolver(() => [Indicator], {
    description:
      'Các chỉ tiêu; nhiều hơn một thì không tách được. Its indicators; with more than one it cannot be split.',
  })
  indicators(@Root() figure: StatedFigure, @Ctx() { loaders }: EmulationContext): Promise<Indicator[]> {
    return Promise.all(figure.indicatorCodes.map((code) => found(loaders.indicator.load(code), THING.indicator)));
  }

  @FieldResolver(() => Achievement, {
    nullable: true,
    description: 'R, chỉ khi nguồn nêu cả tử số và mẫu số. R, only where the source states both parts.',
  })
  async achievement(@Root() figure: StatedFigure, @Ctx() { loaders }: EmulationContext): Promise<Achievement | null> {
    if (figure.kind !== FigureKind.Ratio) {
      return null;
    }
    const [code] = figure.indicatorCodes;
    const indicator = code ? await loaders.indicator.load(code) : null;
    return achievement(achievementOf(figure.numerator, figure.denominator, indicator?.displayDecimals ?? 0));
  }
}

/** A typed-in figure in the graph. */
@Resolver(() => TypedFigure)
export class TypedFigureResolver {
  @FieldResolver(() => Indicator, { description: 'Chỉ tiêu. The indicator.' })
  indicator(@Root() figure: TypedFigure, @Ctx() { loaders }: EmulationContext): Promise<Indicator> {
    return found(loaders.indicator.load(figure.indicatorCode), THING.indicator);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị. The unit.' })
  unit(@Root() figure: TypedFigure): UnionUnit {
    return unionUnit(figure.unitId);
  }

  @FieldResolver(() => Member, { description: 'Người nhập. Who typed it in.' })
  recordedBy(@Root() figure: TypedFigure): Member {
    return member(figure.recordedBy);
  }
}

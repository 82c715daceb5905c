import {
  AsOfEntryArguments,
  HistoryArguments,
  HistoryEntryConnection,
  RequiresPermission,
  type HistoryEntry,
  type Page,
} from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { EmulationContext } from '../loading/emulation-loaders';
import { EmulationSubjectAsOf, emulationSubjectAsOf } from './emulation-as-of';
import { requireHistory, unitsOfSubject } from './history-access';

/** Arguments of `emulationHistory`. */
@ArgsType()
class EmulationHistoryArguments extends HistoryArguments {
  @Field(() => ID, {
    description: 'Đối tượng: chu kỳ, cụm, khối, giao ước, sơ kết, quyết định. The subject of the history.',
  })
  @IsIdentifier()
  subjectId: string;
}

/** Arguments of `emulationSubjectAsOf`. */
@ArgsType()
class EmulationSubjectAsOfArguments extends AsOfEntryArguments {
  @Field(() => ID, { description: 'Đối tượng: chu kỳ, giao ước, sơ kết. The subject.' })
  @IsIdentifier()
  subjectId: string;
}

/** The audit trail of emulation's subjects in the graph. */
@Resolver()
export class HistoryResolver {
  @RequiresPermission('emulation.history.read')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký của một đối tượng, mục cũ nhất trước; chỉ cho cán bộ của đơn vị liên quan hoặc cấp trên. A subject’s history, oldest entry first: for officers of the units concerned and of those above; else FORBIDDEN.',
  })
  async emulationHistory(
    @Args() { subjectId, ...wanted }: EmulationHistoryArguments,
    @Ctx() context: EmulationContext,
  ): Promise<Page<HistoryEntry>> {
    const units = await unitsOfSubject(context, subjectId);
    await requireHistory(context, () => Promise.resolve(units));
    return context.loaders.history.load(subjectId, wanted);
  }

  @RequiresPermission('emulation.history.read')
  @Query(() => EmulationSubjectAsOf, {
    description:
      'Đối tượng như tồn tại ngay sau một mục nhật ký; chỉ cho cán bộ của đơn vị liên quan hoặc cấp trên. A subject as it stood right after an entry of its history: for officers of the units concerned and of those above; else FORBIDDEN.',
  })
  async emulationSubjectAsOf(
    @Args() { subjectId, sequence }: EmulationSubjectAsOfArguments,
    @Ctx() context: EmulationContext,
  ): Promise<EmulationSubjectAsOf> {
    const units = await unitsOfSubject(context, subjectId);
    await requireHistory(context, () => Promise.resolve(units));
    return emulationSubjectAsOf(context.dataSource, subjectId, sequence);
  }
}

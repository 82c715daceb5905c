import {
  HistoryEntryConnection,
  historyPage,
  PageArguments,
  RequiresPermission,
  type HistoryEntry,
  type Page,
} from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { EmulationContext } from '../loading/emulation-loaders';

/** Arguments of `emulationHistory`. */
@ArgsType()
export class HistoryArguments extends PageArguments {
  @Field(() => ID, {
    description: 'Đối tượng: chu kỳ, cụm, khối, giao ước, sơ kết, quyết định. The subject of the history.',
  })
  @IsIdentifier()
  subjectId: string;
}

/** The audit trail of emulation's subjects in the graph. */
@Resolver()
export class HistoryResolver {
  @RequiresPermission('graph.read')
  @Query(() => HistoryEntryConnection, {
    description: 'Nhật ký của một đối tượng, mục cũ nhất trước. A subject’s history, oldest entry first.',
  })
  emulationHistory(
    @Args() page: HistoryArguments,
    @Ctx() { dataSource }: EmulationContext,
  ): Promise<Page<HistoryEntry>> {
    return historyPage(dataSource, page.subjectId, page);
  }
}

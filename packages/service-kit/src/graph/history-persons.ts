import { Ctx, FieldResolver, Resolver, Root, type ClassType } from 'type-graphql';
import { HistoryEntry } from './history-entry';

/** How a service refers to members and units. */
export interface HistoryReferences<Context> {
  readonly memberType: ClassType;
  readonly unitType: ClassType;
  member(id: string, context: Context): object | null | Promise<object | null>;
  unit(id: string, context: Context): object | null | Promise<object | null>;
}

/**
 * The resolver class that leads from a service's history to the people and units in it: each service has types of its
 * own for them. Who is shown what of them is their owner's business.
 */
export function historyPersonsResolver<Context>(references: HistoryReferences<Context>): ClassType {
  const { memberType, unitType } = references;

  @Resolver(() => HistoryEntry)
  class HistoryPersonsResolver {
    @FieldResolver(() => memberType, {
      nullable: true,
      description: 'Người thực hiện; null khi là bộ hẹn giờ hoặc tiến trình. Who acted; null for a timer or a process.',
    })
    actor(@Root() { actorKind, actorId }: HistoryEntry, @Ctx() context: Context): unknown {
      return actorKind === 'person' ? references.member(actorId, context) : null;
    }

    @FieldResolver(() => memberType, {
      nullable: true,
      description: 'Người đã ủy quyền; null khi không ủy quyền. Who delegated the mandate; null where nobody did.',
    })
    principal(@Root() { principalId }: HistoryEntry, @Ctx() context: Context): unknown {
      return principalId === null ? null : references.member(principalId, context);
    }

    @FieldResolver(() => unitType, {
      nullable: true,
      description: 'Đơn vị được nhân danh. The unit on whose behalf the actor acted.',
    })
    unit(@Root() { onBehalfOf }: HistoryEntry, @Ctx() context: Context): unknown {
      return onBehalfOf === null ? null : references.unit(onBehalfOf, context);
    }
  }
  return HistoryPersonsResolver;
}

import type { Permission } from '@thidua/contracts';
import { Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { RequestContext } from '../graph/request-context';
import { authoriseAnywhere } from './caller';

/**
 * Declares the permission of a Query or Mutation field. It refuses callers none of whose mandates could grant it;
 * the service that owns the row then checks the scope. A test fails for an operation without it.
 */
export function RequiresPermission(permission: Permission): MethodDecorator {
  const declare = Extensions({ permission });
  const check: MiddlewareFn<RequestContext> = ({ context }, next) => {
    authoriseAnywhere(context.passport, permission);
    return next();
  };
  const guard = UseMiddleware(check);
  return (target, key, descriptor) => {
    declare(target, key, descriptor);
    guard(target, key, descriptor);
  };
}

import type { Permission } from '@thidua/contracts';
import { Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { RequestContext } from '../graph/request-context';
import { authoriseAnywhere } from './caller';

/**
 * Declares the permission of a Query or Mutation field, or several of which any one will do where the row says which
 * it needs. It refuses callers none of whose mandates could grant one; the service that owns the row then checks the
 * permission that the row needs, and its scope. A test fails for an operation without it.
 */
export function RequiresPermission(...permissions: readonly [Permission, ...Permission[]]): MethodDecorator {
  const declare = Extensions({ permission: permissions.join(' | ') });
  const check: MiddlewareFn<RequestContext> = ({ context }, next) => {
    authoriseAnywhere(context.passport, ...permissions);
    return next();
  };
  const guard = UseMiddleware(check);
  return (target, key, descriptor) => {
    declare(target, key, descriptor);
    guard(target, key, descriptor);
  };
}

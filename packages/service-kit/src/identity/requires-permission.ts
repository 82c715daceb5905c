import type { Permission } from '@thidua/contracts';
import { Directive, Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { RequestContext } from '../graph/request-context';
import { authoriseAnywhere } from './caller';

/** Where a field's permissions stand among the extensions of its type-graphql definition. */
export const PERMISSION_EXTENSION = 'permissions';

/**
 * Names the permission in the schema: as the directive `@permission`, and for the tests that look for what has none.
 * On a sensitive field it goes with a resolver that refuses by it.
 */
export function DeclaresPermission(
  ...permissions: readonly [Permission, ...Permission[]]
): MethodDecorator & PropertyDecorator {
  const extend = Extensions({ [PERMISSION_EXTENSION]: permissions });
  const direct = Directive(`@permission(any: ${JSON.stringify(permissions)})`);
  return (target: object, key: string | symbol, descriptor?: PropertyDescriptor) => {
    extend(target, key, descriptor as never);
    direct(target, key, descriptor as never);
  };
}

/**
 * Declares the permission of a Query or Mutation field, or several of which any one will do where the row says which
 * it needs. It refuses callers none of whose mandates could grant one; the service that owns the row then checks the
 * permission that the row needs, and its scope. A test fails for an operation without it.
 */
export function RequiresPermission(...permissions: readonly [Permission, ...Permission[]]): MethodDecorator {
  const declare = DeclaresPermission(...permissions);
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

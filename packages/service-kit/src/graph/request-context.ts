import type { Passport } from '@thidua/contracts/passport';
import type { DataSource } from 'typeorm';
import type { UnitScopeReader } from '../identity/unit-scope';

/** What every resolver receives: a new object for each request, never shared. */
export interface RequestContext<Loaders = unknown> {
  /** Who asks, under which mandates. */
  readonly passport: Passport;
  /** W3C trace id of the request, 32 hexadecimal digits. */
  readonly traceId: string;
  /** The service's database. */
  readonly dataSource: DataSource;
  /** Paths of units, for scope checks. */
  readonly units: UnitScopeReader;
  /** The DataLoaders of this request. */
  readonly loaders: Loaders;
}

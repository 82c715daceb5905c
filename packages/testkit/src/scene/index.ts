/** What end-to-end tests act with: people of a demonstration province, commands and lists, all through the gateway. */
export { awaited } from '../cycle/cycle-log';
export { admit, appoint, foundWithChair, type CycleUnit } from '../cycle/demonstration-province';
export { PersistentClient, type CommandAnswer, type Reason } from '../cycle/persistent-client';
export * from './graph-command';
export * from './paper-upload';
export * from './running-system';
export * from './second-replica';

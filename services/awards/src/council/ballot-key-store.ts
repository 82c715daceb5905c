import { refuse, type ServiceEnvironment } from '@thidua/service-kit';
import { BallotKeyFolder } from './ballot-key-folder';
import { BallotKeys, type BallotKeyStore } from './ballot-keys';

/** Where there is no place for keys, no session can be opened. */
const NOWHERE: BallotKeyStore = {
  put: () =>
    Promise.reject(
      refuse(
        'BALLOT_KEYS_NOT_CONFIGURED',
        'Hệ thống chưa có nơi giữ khóa phiếu kín (BALLOT_KEY_DIRECTORY); hãy báo người vận hành.',
        'This system has no place for ballot keys (BALLOT_KEY_DIRECTORY); tell its operator.',
      ),
    ),
  get: () => Promise.reject(new Error('BALLOT_KEY_DIRECTORY is not set')),
  destroy: () => Promise.reject(new Error('BALLOT_KEY_DIRECTORY is not set')),
  olderThan: () => Promise.resolve([]),
};

/** The keys of sessions as the environment says: in a folder, or nowhere. */
export function ballotKeysOf({ BALLOT_KEY_DIRECTORY }: Pick<ServiceEnvironment, 'BALLOT_KEY_DIRECTORY'>): BallotKeys {
  return new BallotKeys(BALLOT_KEY_DIRECTORY ? new BallotKeyFolder(BALLOT_KEY_DIRECTORY) : NOWHERE);
}

import { installByApt } from './apt.mjs';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';

/** The browser that opens the explorer in the end-to-end tests: the machine's own, else Debian's, by apt. */
export async function provideChromium(groups, note) {
  const search = () => findCommand('chromium') ?? findCommand('google-chrome') ?? findCommand('chromium-browser');
  const present = search();
  if (present) return present;
  await installByApt(groups, note, {
    what: 'Chromium',
    packages: ['chromium'],
    withoutApt:
      'install Chromium with your own package manager, so that `chromium` is on PATH; then run npm test again.',
    otherwise: ['Or leave the end-to-end suite out: npm test -- --suite unit --suite integration --suite workflow'],
  });
  const installed = search();
  if (installed) return installed;
  throw new Failure('apt-get installed Chromium, but `chromium` is still not to be found.', 'install it by hand.');
}

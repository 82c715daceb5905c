// Plain old syntax on purpose: a Node that is too old must still be able to read this file and say so.
export const minimumNodeMajor = 20;

/** Ends the process with one message when this Node is older than what the bootstrap is written for. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= minimumNodeMajor) return;
  process.stderr.write(
    '\n✗ Node ' +
      process.versions.node +
      ' is too old: thidua needs Node ' +
      minimumNodeMajor +
      ' or newer to start (the services then run on the Node 24 it installs for itself).\n' +
      '  What to do: install Node 24 (https://nodejs.org, or `nvm install 24`) and run the same command again.\n\n',
  );
  process.exit(1);
}

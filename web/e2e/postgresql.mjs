// A PostgreSQL of its own in a temporary folder, reached by its socket alone; null where it is not installed.
import {execFileSync, spawn} from 'node:child_process';
import {chownSync, existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const kInstalled = '/usr/lib/postgresql';
const kReadyTries = 100, kReadyWaitMs = 100;

export async function start_postgresql() {
  const versions = existsSync(kInstalled) ? readdirSync(kInstalled).filter((version) => existsSync(join(kInstalled, version, 'bin/initdb'))) : [];
  if (!versions.length) return null;
  const programs = join(kInstalled, versions.sort((a, b) => Number(a) - Number(b)).at(-1), 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-postgresql-'));
  // The database refuses to run as root.
  const id = (option) => Number(execFileSync('id', [option, 'postgres']));
  const user = process.getuid() === 0 ? {uid: id('-u'), gid: id('-g')} : {};
  if (user.uid) chownSync(folder, user.uid, user.gid);
  const run = (program, ...options) => execFileSync(join(programs, program), options, {cwd: folder, stdio: 'pipe', ...user});
  run('initdb', '-D', `${folder}/data`, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync');
  const server = spawn(join(programs, 'postgres'), ['-D', `${folder}/data`, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], {cwd: folder, stdio: 'ignore', ...user});
  for (let i = 0; ; ++i) {
    try {
      run('pg_isready', '-h', folder);
      break;
    } catch (error) {
      if (i === kReadyTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, kReadyWaitMs));
    }
  }
  run('createdb', '-h', folder, '-U', 'postgres', 'mingzhang');
  return {
    address: `postgresql:///mingzhang?host=${folder}&user=postgres`,
    stop: async () => {
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

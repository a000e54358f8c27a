// The real server on an empty database with the example data: started, asked for its passwords, stopped.
import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const program = process.env.MINGZHANG_PROGRAM ?? join(root, 'build/mingzhang');
export const dist = process.env.MINGZHANG_WEB ?? join(root, 'web/dist');

const kStartMs = 60_000;

// `database`: an address as --database takes it; a SQLite file of its own otherwise.
export async function start_server(database) {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-web-'));
  const address = database ?? `sqlite:${join(folder, 'store.sqlite')}`;
  const server = spawn(program, ['serve', '--database', address, '--examples', join(root, 'examples'), '--listen', '127.0.0.1:0', '--web', dist], {stdio: ['ignore', 'pipe', 'pipe']});
  let said = '';
  const url = await new Promise((resolve, reject) => {
    const slow = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), kStartMs);
    const hear = (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) {
        clearTimeout(slow);
        resolve(found[0]);
      }
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  const passwords = Object.fromEntries([...said.matchAll(/(admin|clerk|reviewer|bureau) 的密码[^：]*：(\S+)/g)].map((match) => [match[1], match[2]]));
  return {
    url,
    folder,
    passwords,
    said: () => said,
    stop: async () => {
      server.removeAllListeners('exit');
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

export function chromium_path() {
  return [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
}

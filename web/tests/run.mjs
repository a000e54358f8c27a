// Unit tests of what computes and does not draw: bundled for Node by the same tools as the application, run by Node's own test runner.
//   node web/tests/run.mjs          Ends with 77 (skipped) where node's packages are absent.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const web = fileURLToPath(new URL('../', import.meta.url));
if (!existsSync(join(web, 'node_modules/vite'))) {
  console.log('skipped: the packages of web/ are not installed (make web)');
  process.exit(77);
}
const {build} = await import('vite');
const out = mkdtempSync(join(tmpdir(), 'mingzhang-web-tests-'));
const tests = readdirSync(join(web, 'tests')).filter((name) => name.endsWith('.test.ts'));
await build({root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn', build: {ssr: true, outDir: out, emptyOutDir: true, target: 'node18', rollupOptions: {input: tests.map((name) => join(web, 'tests', name)), output: {entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs'}}}});
const {status} = spawnSync(process.execPath, ['--test', ...tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')))], {stdio: 'inherit', env: {...process.env, MINGZHANG_ROOT: join(web, '..')}});
rmSync(out, {recursive: true, force: true});
process.exit(status ?? 1);

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {defineConfig, type Plugin} from 'vite';
import vue from '@vitejs/plugin-vue';
import {parse} from 'yaml';

// Sheets and words to fill stand in ../catalog; each top-level key of a file is an export, so only what is used is bundled.
const catalog: Plugin = {
  name: 'catalog',
  transform(text, id) {
    if (!id.endsWith('.yaml')) return null;
    const entries = Object.entries(parse(text) as Record<string, unknown>);
    return {code: entries.map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};`).join('\n'), map: null};
  },
};

// Beside each text file the same compressed: the server hands it out to those who take it.
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({dir}, bundle) {
    for (const name of Object.keys(bundle))
      if (/\.(js|css|html|svg)$/.test(name)) writeFileSync(join(dir!, `${name}.gz`), gzipSync(readFileSync(join(dir!, name)), {level: 9}));
  },
};

// Nothing is inlined and no name has a dash in its hash: the server's policy allows no inline script or style, and it lets
// browsers keep for good what is called assets/NAME-HASH.
export default defineConfig({
  plugins: [catalog, vue(), compressed],
  build: {
    target: 'es2020',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      output: {
        hashCharacters: 'hex',
        entryFileNames: 'assets/[name]-[hash:12].js',
        chunkFileNames: 'assets/[name]-[hash:12].js',
        assetFileNames: 'assets/[name]-[hash:12][extname]',
      },
    },
  },
  server: {proxy: {'/api': 'http://127.0.0.1:8080'}},
});

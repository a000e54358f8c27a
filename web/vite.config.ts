import {defineConfig} from 'vite';
import vue from '@vitejs/plugin-vue';

// Nothing is inlined and no name has a dash in its hash: the server's policy allows no inline script or style, and it lets
// browsers keep for good what is called assets/NAME-HASH.
export default defineConfig({
  plugins: [vue()],
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

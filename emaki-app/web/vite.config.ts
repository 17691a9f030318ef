import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Writes files.txt: the server gives out what stands in it and nothing else. */
function fileList(): Plugin {
  let folder = '';
  return {
    name: 'file-list',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'files.txt')
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
        .sort();
      writeFileSync(join(folder, 'files.txt'), files.join('\n') + '\n');
    },
  };
}

export default defineConfig({
  base: '/',
  // Nothing may be inlined: the policy of the page allows its own files alone.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true, chunkSizeWarningLimit: 900 },
  plugins: [fileList()],
});

import { defineConfig } from "vite";
import license from "rollup-plugin-license";
import { fileURLToPath } from "node:url";

const built = process.env.KG_BUILT ?? fileURLToPath(new URL("../kg/serve/page/built", import.meta.url));

// The built page goes along in the wheel; `make web` writes it. Names without digests of their content keep the
// history of the repository readable; the server sends an ETag of the content.
export default defineConfig({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: built,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    rollupOptions: {
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
      plugins: [license({ thirdParty: { output: `${built}/licences.txt` } })],
    },
  },
  worker: { format: "es", rollupOptions: { output: { entryFileNames: "assets/[name].js", chunkFileNames: "assets/[name].js" } } },
  server: { fs: { allow: [".."] }, proxy: { "/api": "http://127.0.0.1:7879", "/sparql": "http://127.0.0.1:7879", "/queries": "http://127.0.0.1:7879" } },
});

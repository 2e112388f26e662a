import { fileURLToPath } from "node:url";
import license from "rollup-plugin-license";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = process.env.KG_BUILT ?? here("../kg/notebook/built");
const part = process.env.KG_PART ?? "picture";

// A part of the page as one script, for notebooks: kg puts it into each output, packed. Nothing is loaded, nobody is asked.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  define: { "process.env.NODE_ENV": '"production"' },
  resolve: { alias: ["worker", "names", "Picture"].map((name) => ({ find: new RegExp(`^\\./${name}$`), replacement: here(`src/notebook/${name}.ts`) })) },
  publicDir: false,
  build: {
    outDir: built,
    emptyOutDir: false,
    target: "es2022",
    sourcemap: false,
    lib: { entry: here(`src/notebook/${part}.tsx`), formats: ["iife"], name: "kg", fileName: () => `${part}.js`, cssFileName: part },
    rollupOptions: { plugins: [license({ thirdParty: { output: `${built}/${part}.licences.txt` } })] },
  },
});

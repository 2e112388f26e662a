// Takes out of package-lock.json what npm writes of funding: a lock names packages and digests, and no address.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf-8"));
for (const each of Object.values(lock.packages)) delete each.funding;
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);

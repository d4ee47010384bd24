// Unpacks the browsers that npm has brought: in each package lies one, packed by brotli.
const fs = require("node:fs");
const path = require("node:path");
const { pipeline } = require("node:stream/promises");
const { createBrotliDecompress } = require("node:zlib");

async function unpack(folder) {
  const packed = fs.readdirSync(path.join(folder, "bin")).find((name) => name.endsWith(".br"));
  const part = path.join(folder, "chromium.part"); // one that is broken off must not look whole
  await pipeline(fs.createReadStream(path.join(folder, "bin", packed)), createBrotliDecompress(), fs.createWriteStream(part, { mode: 0o755 }));
  fs.renameSync(part, path.join(folder, "chromium"));
}

const modules = path.join(__dirname, "node_modules");
Promise.all(fs.readdirSync(modules).filter((name) => name.startsWith("chromium-")).map((name) => unpack(path.join(modules, name)))).catch((error) => {
  console.error(error);
  process.exit(1);
});

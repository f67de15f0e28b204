// Milliseconds that diff-match-patch takes for two texts, words as its documentation says to compare them: node diff_match_patch.mjs A B ROUNDS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { diff_match_patch: Peer } = createRequire(process.cwd() + '/')('diff-match-patch');

const [a, b] = process.argv.slice(2, 4).map((path) => readFileSync(path, 'utf8'));
const words = [];
const places = new Map();
const chars = (text) =>
  text.match(/\s+|\w+|[^\s\w]/gu).map((word) => {
    if (!places.has(word)) places.set(word, words.push(word) - 1);
    return String.fromCharCode(places.get(word) + 256);
  }).join('');

for (let round = 0; round < Number(process.argv[4]); ++round) {
  const peer = new Peer();
  peer.Diff_Timeout = 0;
  words.length = 0;
  places.clear();
  const start = performance.now();
  const diffs = peer.diff_main(chars(a), chars(b), false);
  for (const diff of diffs) diff[1] = [...diff[1]].map((c) => words[c.charCodeAt(0) - 256]).join('');
  peer.diff_cleanupSemantic(diffs);
  console.log(performance.now() - start);
}

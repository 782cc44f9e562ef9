/** Eight CPU-bound kernels, as a learner would write them. Each takes about 10 ms and returns a number to compare. */

/** A linear congruential generator: arithmetic alone. */
export function arithmeticLoop() {
  let state = 1;
  let sum = 0;
  for (let turn = 0; turn < 5_000_000; turn++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    sum = (sum + (state >>> 16)) | 0;
  }
  return sum;
}

/** Primes below two million. */
export function sieve() {
  const limit = 2_000_000;
  const composite = new Uint8Array(limit);
  let primes = 0;
  for (let candidate = 2; candidate < limit; candidate++) {
    if (composite[candidate]) continue;
    primes++;
    for (let multiple = candidate * 2; multiple < limit; multiple += candidate) composite[multiple] = 1;
  }
  return primes;
}

/** The product of two matrices of 160 by 160. */
export function matrixProduct() {
  const size = 160;
  const left = filled(size, 3);
  const right = filled(size, 7);
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let at = 0; at < size; at++) sum += left[row * size + at] * right[at * size + column];
      product[row * size + column] = sum;
    }
  }
  return product[0] + product[size * size - 1];
}

function filled(size, seed) {
  const cells = new Float64Array(size * size);
  for (let at = 0; at < cells.length; at++) cells[at] = (at * seed) % 11;
  return cells;
}

/** Five bodies that attract each other, 100,000 steps. */
export function nBody() {
  const bodies = [];
  for (let n = 0; n < 5; n++) {
    bodies.push({ x: n, y: n * n % 3, z: n * 2 % 5, vx: 0, vy: 0, vz: 0, mass: 1 + n / 10 });
  }
  for (let step = 0; step < 100_000; step++) advance(bodies, 0.001);
  return energy(bodies);
}

function advance(bodies, dt) {
  for (let i = 0; i < bodies.length; i++) {
    const one = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) attract(one, bodies[j], dt);
  }
  for (let i = 0; i < bodies.length; i++) {
    const one = bodies[i];
    one.x += dt * one.vx;
    one.y += dt * one.vy;
    one.z += dt * one.vz;
  }
}

function attract(one, other, dt) {
  const dx = one.x - other.x;
  const dy = one.y - other.y;
  const dz = one.z - other.z;
  const squared = dx * dx + dy * dy + dz * dz + 0.01;
  const pull = dt / (squared * Math.sqrt(squared));
  one.vx -= dx * other.mass * pull;
  one.vy -= dy * other.mass * pull;
  one.vz -= dz * other.mass * pull;
  other.vx += dx * one.mass * pull;
  other.vy += dy * one.mass * pull;
  other.vz += dz * one.mass * pull;
}

function energy(bodies) {
  let sum = 0;
  for (const { mass, vx, vy, vz } of bodies) sum += 0.5 * mass * (vx * vx + vy * vy + vz * vz);
  return sum;
}

/** A call, two comparisons and an addition, 2.7 million times. */
export function recursiveFib() {
  return fib(30);
}

function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

const DOCUMENT = JSON.stringify(
  Array.from(
    { length: 20_000 },
    (_, n) => ({ id: n, depot: "Kassel", weight: n * 1.25, scans: [n, n + 1, true, null] }),
  ),
);

/** Counts the tokens of a JSON text, character by character. */
export function tokenizer() {
  let tokens = 0;
  let at = 0;
  while (at < DOCUMENT.length) {
    const code = DOCUMENT.charCodeAt(at);
    if (code === 34) at = endOfString(DOCUMENT, at + 1);
    else if (isWordPart(code)) at = endOfWord(DOCUMENT, at + 1);
    else at++;
    tokens++;
  }
  return tokens;
}

function endOfString(text, at) {
  while (text.charCodeAt(at) !== 34) at += text.charCodeAt(at) === 92 ? 2 : 1;
  return at + 1;
}

function endOfWord(text, at) {
  while (at < text.length && isWordPart(text.charCodeAt(at))) at++;
  return at;
}

function isWordPart(code) {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code === 45 || code === 46;
}

/** A merge sort that is given its order as a function. */
export function sortWithComparator() {
  const parcels = [];
  let state = 1;
  for (let n = 0; n < 20_000; n++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    parcels.push(state >>> 8);
  }
  const sorted = mergeSort(parcels, (a, b) => a - b);
  return sorted[0] + sorted[10_000];
}

function mergeSort(items, compare) {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = mergeSort(items.slice(0, middle), compare);
  const right = mergeSort(items.slice(middle), compare);
  return merge(left, right, compare);
}

function merge(left, right, compare) {
  const merged = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (compare(left[i], right[j]) <= 0) merged.push(left[i++]);
    else merged.push(right[j++]);
  }
  while (i < left.length) merged.push(left[i++]);
  while (j < right.length) merged.push(right[j++]);
  return merged;
}

/** Lines of a report, one character and one number at a time. */
export function stringBuilding() {
  let report = "";
  for (let line = 0; line < 300_000; line++) {
    report += "parcel ";
    report += line % 1_000;
    report += line % 3 === 0 ? " scanned\n" : " loaded\n";
  }
  return report.length + report.charCodeAt(report.length >> 1);
}

// Short tones made by the browser itself: no file to load, nothing to license.
// A browser plays none before the page was touched; then the first touch wakes it.

const TONES = {
  new: [[660, 0], [880, 0.12]],
  words: [[740, 0]],
  soon: [[520, 0], [520, 0.18], [520, 0.36]],
};
const LAST = "mostrador.rang";
const TOGETHER_MS = 1200;

let context = null;

function awake() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
  return context;
}

for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, awake, { once: true, passive: true });

// Several pages of one agent ring once.
function first() {
  const now = Date.now();
  if (now - Number(localStorage.getItem(LAST) ?? 0) < TOGETHER_MS) return false;
  localStorage.setItem(LAST, String(now));
  return true;
}

export function ring(name, alone = first()) {
  if (!alone || !context || context.state !== "running") return;
  for (const [hertz, after] of TONES[name]) tone(hertz, context.currentTime + after);
}

function tone(hertz, start) {
  const sound = new OscillatorNode(context, { frequency: hertz });
  const loud = new GainNode(context, { gain: 0 });
  loud.gain.setValueAtTime(0, start);
  loud.gain.linearRampToValueAtTime(0.12, start + 0.01);
  loud.gain.exponentialRampToValueAtTime(0.0001, start + 0.16);
  sound.connect(loud).connect(context.destination);
  sound.start(start);
  sound.stop(start + 0.18);
}

// For the switch: it is a touch itself, so the tone can be heard at once.
export function sample() {
  awake();
  setTimeout(() => ring("new", true), 50);
}

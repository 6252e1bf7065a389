// The conversations that people are in charge of, as this page knows them. Every part of the page
// (bell, list) reads the same store; the server sends what changed, the clocks run here.
import { reactive } from "vue";

export const GRAVE = { fine: 0, soon: 1, broken: 2 };

export const store = reactive({ lines: {}, me: "", now: 0, ready: false });

const heard = new Set();

// Calls back with {set, gone, before} after each change; gives the way to stop.
export function onChange(callback) {
  heard.add(callback);
  return () => heard.delete(callback);
}

export function fill(me, lines) {
  store.me = me;
  store.lines = Object.fromEntries(lines.map((line) => [line.id, received(line)]));
  store.ready = true;
}

export function apply({ set = [], gone = [] }) {
  const before = Object.fromEntries([...set.map((one) => one.id), ...gone].map((id) => [id, store.lines[id]]));
  for (const line of set) store.lines[line.id] = received(line);
  for (const id of gone) delete store.lines[id];
  for (const callback of heard) callback({ set, gone, before });
}

function received(line) {
  return { ...line, at: performance.now() };
}

const since = (line) => Math.max(0, store.now - line.at) / 1000;

export const waited = (line) => line.waited + since(line);

// The clock that matters: a reply that is owed, else the resolution.
export function clock(line) {
  const timer = line.timers.find((one) => one.kind !== "resolution") ?? line.timers[0];
  if (!timer) return null;
  const used = timer.used + (timer.running ? since(line) : 0);
  const level = used >= timer.target ? "broken" : used >= timer.warn * timer.target ? "soon" : "fine";
  return { ...timer, used, left: timer.target - used, level };
}

const inTurn = (a, b) =>
  (b.reason === "safety") - (a.reason === "safety") || (a.asked < b.asked ? -1 : a.asked > b.asked ? 1 : 0);

export const forMe = (line) => line.state === "waiting" && (!line.routed_to || line.routed_to === store.me);

export function waiting() {
  return Object.values(store.lines).filter((line) => line.state === "waiting").sort(inTurn);
}

// Mine, those first whose customer waits for my answer.
export function mine() {
  const own = Object.values(store.lines).filter((line) => line.state === "agent" && line.agent === store.me);
  return own.sort((a, b) => (b.unanswered > 0) - (a.unanswered > 0) || inTurn(a, b));
}

// 75 -> "1:15", 4000 -> "1 h 6 min".
export function spoken(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

store.now = performance.now();
setInterval(() => (store.now = performance.now()), 1000);

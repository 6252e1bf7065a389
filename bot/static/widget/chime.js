/* Two soft notes for what a person writes while nobody looks. Made here: no file is asked for. */

const NOTES = [[659, 0], [880, 0.13]];
const LENGTH_S = 0.5;
const LOUDNESS = 0.06;

export class Chime {
  /** `memory` remembers whether the customer wants to hear anything. */
  constructor(memory) {
    this.memory = memory;
  }

  get on() {
    return this.memory.read().sound !== false;
  }

  set on(wanted) {
    this.memory.write({ sound: wanted });
    if (wanted) this.ring();
  }

  /** Browsers let a page sound only after a press in it. */
  wake() {
    this.context ??= globalThis.AudioContext && new AudioContext();
    this.context?.resume().catch(() => {});
  }

  ring() {
    this.rung = (this.rung ?? 0) + 1;
    if (!this.on || this.context?.state !== "running") return;
    const { context } = this;
    for (const [pitch, after] of NOTES) {
      const at = context.currentTime + after;
      const [tone, volume] = [context.createOscillator(), context.createGain()];
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(LOUDNESS, at);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH_S);
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop(at + LENGTH_S);
    }
  }
}

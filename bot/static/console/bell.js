// In the bar of every page: how many wait, the agent's status, sound and notifications.
// Rings for a new conversation, for words in one's own, and before a clock breaks.
import { apply, clock, fill, forMe, GRAVE, mine, onChange, store, waiting } from "/static/console/store.js";
import { ring, sample } from "/static/console/sounds.js";

export default {
  template: `
    <div class="bell">
      <a class="count" :href="home" :aria-label="said">
        <span class="number" :class="grave">{{ count }}</span><span class="word">{{ words.waiting }}</span></a>
      <label class="status" :class="status"><span class="sr">{{ words.status }}</span>
        <select :value="status" @change="$emit('status', $event.target.value)">
          <option v-for="one in statuses" :key="one" :value="one">{{ words[one] }}</option>
        </select></label>
      <button type="button" class="switch" :aria-pressed="sound" :aria-label="words.sound" :title="words.sound"
        @click="switchSound"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9v6h4l5 4V5L8 9z"/>
        <path v-if="sound" class="stroke" d="M16 8.5a5 5 0 0 1 0 7M18.5 6a8.5 8.5 0 0 1 0 12"/>
        <path v-else class="stroke" d="m16.5 9.5 5 5m0-5-5 5"/></svg></button>
      <button type="button" class="switch notes" v-if="canNotify" :aria-pressed="notes" :aria-label="words.notify"
        :title="words.notify" @click="switchNotes"><svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 3a6 6 0 0 0-6 6v4l-2 4h16l-2-4V9a6 6 0 0 0-6-6zm-2 16a2 2 0 0 0 4 0z"/>
        <path v-if="!notes" class="stroke" d="m4 4 16 17"/></svg></button>
      <span class="sr" role="status">{{ news }}</span>
    </div>`,
  props: {
    me: String, lines: Array, words: Object, status: String, statuses: Array, sounds: Boolean, notifies: Boolean,
    home: String, url: String,
  },
  emits: ["status", "prefer"],
  data() {
    const canNotify = "Notification" in window;
    return {
      sound: this.sounds,
      // The browser has a word in it: another one, or another person's, may not have been asked.
      notes: canNotify && Notification.permission === "granted" && this.notifies,
      canNotify,
      news: "",
      warned: {},
    };
  },
  computed: {
    queue: () => waiting().filter(forMe),
    count() {
      return this.queue.length;
    },
    said() {
      return `${this.count} ${this.words.waiting}`;
    },
    watched() {
      return [...this.queue, ...mine()].map((line) => ({ line, clock: clock(line) })).filter((one) => one.clock);
    },
    grave() {
      return this.watched.reduce((worst, one) => (GRAVE[one.clock.level] > GRAVE[worst] ? one.clock.level : worst), "fine");
    },
  },
  watch: {
    count: "badge",
    watched: "warn",
  },
  created() {
    this.title = document.title;
    fill(this.me, this.lines);
    // What is late already when the page opens is seen, not heard.
    for (const { line, clock } of this.watched) if (clock.level !== "fine") this.warned[key(line, clock)] = true;
    this.stop = onChange((change) => this.hear(change));
  },
  mounted() {
    this.badge();
  },
  unmounted() {
    this.stop();
  },
  methods: {
    apply(change) {
      apply(change);
    },
    badge() {
      document.title = this.count ? `(${this.count}) ${this.title}` : this.title;
    },
    hear({ set, before }) {
      const came = set.filter((line) => forMe(line) && !(before[line.id] && forMe(before[line.id])));
      const wrote = set.filter(
        (line) => line.agent === store.me && line.unanswered > (before[line.id]?.unanswered ?? 0),
      );
      if (came.length) this.tell("new", this.words.new_one, came[0]);
      else if (wrote.length) this.tell("words", this.words.wrote, wrote[0]);
    },
    warn(watched) {
      for (const { line, clock } of watched) if (clock.level === "fine") delete this.warned[key(line, clock)];
      const late = watched.filter(({ line, clock }) => clock.level === "soon" && !this.warned[key(line, clock)]);
      for (const { line, clock } of late) this.warned[key(line, clock)] = true;
      const own = late.filter(({ line }) => line.agent === store.me);
      if (own.length) this.tell("soon", this.words.soon_mine, own[0].line);
      else if (late.length) this.tell("soon", this.words.soon_one, late[0].line);
    },
    tell(tone, text, line) {
      this.news = text;
      if (this.sound) ring(tone);
      if (!this.notes || !document.hidden) return;
      const note = new Notification(text, { body: line.words, lang: line.language, tag: `${tone} ${line.id}` });
      note.onclick = () => {
        window.focus();
        if (line.agent === store.me) location.assign(this.url.replace("ID", line.id));
      };
    },
    switchSound() {
      this.sound = !this.sound;
      this.$emit("prefer", ["sound", this.sound]);
      if (this.sound) sample();
    },
    async switchNotes() {
      const granted = this.notes || (await Notification.requestPermission()) === "granted";
      this.notes = granted && !this.notes;
      this.$emit("prefer", ["notify", this.notes]);
      if (!granted) this.news = this.words.refused;
    },
  },
};

const key = (line, clock) => `${line.id} ${clock.kind}`;

// The queue and the agent's own conversations, sorted and filtered here: the server sends changes.
import { forMe, mine, store, waiting } from "/static/console/store.js";
import row from "/static/console/row.js";

const NONE = { reason: "", language: "", product: "", sign: "", claimable: false };
const PAGE = 40;
const TRIES = 10;
const HELD_MS = 3000;

export default {
  components: { row },
  template: `
    <div class="lists">
      <section aria-labelledby="mine-title">
        <h2 id="mine-title">{{ words.mine }} ({{ mine.length }})</h2>
        <p class="empty" v-if="!mine.length">{{ words.none_mine }}</p>
        <ul class="rows" v-else @keydown="move">
          <row v-for="line in mine" :key="line.id" :line="line" :words="words" :url="url"></row>
        </ul>
      </section>
      <section aria-labelledby="waiting-title" class="waiting">
        <div class="over">
          <h2 id="waiting-title">{{ title }}</h2>
          <div class="filters" role="group" :aria-label="words.filters">
            <label v-for="one in choices" :key="one.name"><span class="sr">{{ one.label }}</span>
              <select v-model="filters[one.name]" :class="{ set: filters[one.name] }">
                <option value="">{{ one.label }}</option>
                <option v-for="value in one.values" :key="value" :value="value">{{ spell(value) }}</option>
              </select></label>
            <label class="check"><input type="checkbox" v-model="filters.claimable"> {{ words.only_mine }}</label>
            <button type="button" class="clear" v-if="filtered" @click="clear">{{ words.clear }}</button>
          </div>
        </div>
        <p class="empty" v-if="!rows.length">{{ all.length ? words.none_match : words.nobody_waits }}</p>
        <ul class="rows" v-else @keydown="move" @pointermove="hold" @pointerleave="release">
          <row v-for="line in rows.slice(0, limit)" :key="line.id" :line="line" :words="words" :url="url"
            :gone="!!held[line.id] && !known(line.id)" @claim="claim([line.id])"></row>
        </ul>
        <button type="button" class="q-btn quiet more" v-if="rows.length > limit" @click="limit += 160">{{ words.more.replace("{count}", rows.length - limit) }}</button>
      </section>
    </div>`,
  props: { words: Object, url: String, signs: Array },
  emits: ["claim"],
  data() {
    return { filters: { ...NONE, ...this.kept() }, limit: PAGE, held: {}, order: null };
  },
  computed: {
    mine: () => mine(),
    all: () => waiting(),
    fitting() {
      return this.all.filter((line) => this.fits(line));
    },
    // While a hand is over the list nothing moves in it: what went stays as a shadow, what comes is below.
    rows() {
      if (!this.order) return this.fitting;
      const at = Object.fromEntries(this.order.map((id, place) => [id, place]));
      const fresh = this.fitting.filter((line) => !(line.id in at));
      return [...this.order.map((id) => this.current(id)), ...fresh];
    },
    filtered() {
      return Object.entries(NONE).some(([name, value]) => this.filters[name] !== value);
    },
    title() {
      const count = this.filtered ? `${this.fitting.length} / ${this.all.length}` : this.all.length;
      return `${this.words.waiting_title} (${count})`;
    },
    choices() {
      const of = (name, values) => ({ name, values: this.listed(name, values), label: this.words[`by_${name}`] });
      const each = (read) => this.all.flatMap(read);
      return [
        of("reason", each((line) => [line.reason])),
        of("language", each((line) => [line.language])),
        of("product", each((line) => [line.product])),
        of("sign", each((line) => line.signs)),
      ];
    },
  },
  watch: {
    filters: { deep: true, handler: "keep" },
  },
  unmounted() {
    clearTimeout(this.resting);
  },
  methods: {
    fits(line) {
      const { reason, language, product, sign, claimable } = this.filters;
      return (
        (!reason || line.reason === reason) &&
        (!language || line.language === language) &&
        (!product || line.product === product) &&
        (!sign || line.signs.includes(sign)) &&
        (!claimable || forMe(line))
      );
    },
    listed(name, values) {
      const chosen = this.filters[name];
      return [...new Set([...values, chosen])].filter(Boolean).sort();
    },
    spell(value) {
      return this.words[value] ?? this.words[`in_${value}`] ?? value[0].toUpperCase() + value.slice(1);
    },
    known(id) {
      return store.lines[id]?.state === "waiting";
    },
    current(id) {
      return this.known(id) ? store.lines[id] : this.held[id];
    },
    hold() {
      if (!this.order) {
        this.held = Object.fromEntries(this.fitting.map((line) => [line.id, line]));
        this.order = Object.keys(this.held);
      }
      clearTimeout(this.resting);
      this.resting = setTimeout(this.release, HELD_MS);
    },
    release() {
      clearTimeout(this.resting);
      this.held = {};
      this.order = null;
    },
    clear() {
      Object.assign(this.filters, NONE);
    },
    kept() {
      try {
        return JSON.parse(localStorage.getItem(`mostrador.filters.${store.me}`)) ?? {};
      } catch {
        return {};
      }
    },
    keep() {
      localStorage.setItem(`mostrador.filters.${store.me}`, JSON.stringify(this.filters));
    },
    claim(ids) {
      this.release();
      this.$emit("claim", ids);
    },
    // By key: the row in focus where it can be taken, else the first that can.
    claimFirst() {
      const focused = document.activeElement?.closest?.(".waiting .case a.words")?.href;
      const open = this.fitting.filter(forMe).map((line) => line.id);
      const own = open.filter((id) => focused?.includes(id));
      this.claim((own.length ? own : open).slice(0, TRIES));
    },
    // Arrows go from row to row.
    move(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) this.step(step, event);
    },
    step(step, event) {
      const links = [...this.$el.querySelectorAll("a.words")];
      const at = links.indexOf(document.activeElement?.closest(".case")?.querySelector("a.words"));
      const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
      next?.focus();
      if (next) event?.preventDefault();
    },
  },
};

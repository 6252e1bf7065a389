// One conversation in a list: its clock, the customer's last words, why, and what can be done.
import { clock, forMe, spoken, store, waited } from "/static/console/store.js";

const MINUTE = 60;

export default {
  template: `
    <li class="case" :class="[timer?.level ?? 'fine', { gone, unanswered: !waiting && line.unanswered }]">
      <div class="clock" v-if="timer" :class="[timer.level, { paused: timer.paused }]">
        <span class="kind">{{ words[timer.kind] }}</span>
        <strong>{{ left }}</strong>
        <span class="how">{{ how }}</span>
      </div>
      <div class="what">
        <a class="words" :href="href" :lang="line.language">{{ line.words || words.no_words }}</a>
        <p class="why">{{ why }}</p>
        <p class="signs" v-if="marks.length"><span v-for="one in marks" :key="one" class="sign" :class="one">{{ words[one] }}</span></p>
      </div>
      <div class="choose">
        <span class="taken" v-if="gone">{{ words.gone }}</span>
        <span class="taken" v-else-if="waiting && !claimable">{{ words.routed.replace("{name}", line.routed_name) }}</span>
        <button v-else-if="waiting" type="button" class="q-btn solid" :aria-label="words.claim + ': ' + name"
          @click="$emit('claim')">{{ words.claim }}</button>
        <a v-else class="q-btn quiet" :href="href" :aria-label="words.open + ': ' + name">{{ words.open }}</a>
      </div>
    </li>`,
  props: { line: Object, words: Object, url: String, gone: Boolean },
  emits: ["claim"],
  computed: {
    timer() {
      return clock(this.line);
    },
    waiting() {
      return this.line.state === "waiting";
    },
    claimable() {
      return forMe(this.line);
    },
    href() {
      return this.url.replace("ID", this.line.id);
    },
    name() {
      return (this.line.customer || this.line.words || this.line.id.slice(0, 8)).slice(0, 60);
    },
    left() {
      return this.timer.left < 0 ? `+${spoken(this.timer.left)}` : spoken(this.timer.left);
    },
    how() {
      if (this.timer.paused) return this.words.paused;
      if (!this.timer.running) return this.words.closed_now;
      return this.timer.left < 0 ? this.words.late : this.words.left;
    },
    since() {
      const minutes = Math.floor(waited(this.line) / MINUTE);
      const time = minutes < MINUTE ? `${minutes} min` : spoken(waited(this.line));
      return (this.waiting ? this.words.waits : this.words.began).replace("{time}", time);
    },
    why() {
      const { customer, reason, product, language } = this.line;
      const known = product ? product[0].toUpperCase() + product.slice(1) : "";
      return [customer, this.words[reason] ?? reason, known, this.words[`in_${language}`], this.since]
        .filter(Boolean)
        .join(" · ");
    },
    marks() {
      const own = [];
      if (this.line.reason === "safety") own.push("danger");
      if (this.line.offline) own.push(this.line.call ? "by_call" : "by_mail");
      if (this.line.returned) own.push("came_again");
      if (!this.waiting && this.line.unanswered) own.push("unread");
      if (this.line.simulated) own.push("simulated");
      return [...own, ...this.line.signs];
    },
  },
};

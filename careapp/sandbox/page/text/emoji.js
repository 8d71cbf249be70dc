// Emoji names as Slack writes them, by family; characters come from the viewer's fonts.

const FAMILIES = {
  Smileys: `
    slightly_smiling_face 🙂 smile 😄 smiley 😃 grin 😁 grinning 😀 joy 😂 laughing 😆 sweat_smile 😅 blush 😊 innocent 😇
    wink 😉 relaxed ☺️ relieved 😌 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 sunglasses 😎 hugging_face 🤗
    thinking_face 🤔 face_with_hand_over_mouth 🤭 shushing_face 🤫 neutral_face 😐 upside_down_face 🙃 face_with_rolling_eyes 🙄
    open_mouth 😮 astonished 😲 flushed 😳 pleading_face 🥺 smiling_face_with_tear 🥲 cry 😢 sob 😭 confused 😕 worried 😟
    pensive 😔 weary 😩 tired_face 😫 sleeping 😴 grimacing 😬 exploding_head 🤯 partying_face 🥳 face_with_cowboy_hat 🤠
    nerd_face 🤓 zany_face 🤪 rage 😡 face_with_thermometer 🤒 skull 💀 ghost 👻 robot_face 🤖 smile_cat 😸`,
  People: `
    +1 👍 -1 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 wave 👋 open_hands 👐 palms_up_together 🤲 handshake 🤝 muscle 💪
    point_right 👉 point_left 👈 point_up ☝️ point_down 👇 v ✌️ crossed_fingers 🤞 the_horns 🤘 call_me_hand 🤙 fist ✊ facepunch 👊
    raised_hand ✋ raised_hand_with_fingers_splayed 🖐️ spock-hand 🖖 heart_hands 🫶 saluting_face 🫡 writing_hand ✍️ ear 👂 eyes 👀 brain 🧠
    shrug 🤷 face_palm 🤦 bow 🙇 raising_hand 🙋 people_hugging 🫂 busts_in_silhouette 👥 bust_in_silhouette 👤 dancer 💃
    superhero 🦸 technologist 🧑‍💻 cook 🧑‍🍳 farmer 🧑‍🌾 family 👪`,
  "Hearts and stars": `
    heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 white_heart 🤍 two_hearts 💕
    sparkling_heart 💖 heartpulse 💗 gift_heart 💝 revolving_hearts 💞 star ⭐ star2 🌟 sparkles ✨ dizzy 💫 fire 🔥 boom 💥
    tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 sports_medal 🏅 first_place_medal 🥇 crown 👑 gem 💎 100 💯`,
  "Nature and food": `
    seedling 🌱 herb 🌿 four_leaf_clover 🍀 evergreen_tree 🌲 sunflower 🌻 tulip 🌷 rose 🌹 cherry_blossom 🌸 bouquet 💐
    sunny ☀️ partly_sunny ⛅ rainbow 🌈 cloud ☁️ snowflake ❄️ zap ⚡ ocean 🌊 crescent_moon 🌙 earth_africa 🌍 dog 🐶 cat 🐱 bear 🐻
    bee 🐝 butterfly 🦋 turtle 🐢 owl 🦉 unicorn_face 🦄 apple 🍎 pizza 🍕 taco 🌮 cake 🍰 birthday 🎂 cookie 🍪 coffee ☕ tea 🍵`,
  Things: `
    bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 book 📖 books 📚 memo 📝 pencil2 ✏️
    pushpin 📌 paperclip 📎 link 🔗 calendar 📆 date 📅 spiral_calendar_pad 🗓️ clock9 🕘 hourglass_flowing_sand ⏳ alarm_clock ⏰
    stopwatch ⏱️ bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 clipboard 📋 package 📦 truck 🚚 email 📧
    inbox_tray 📥 phone ☎️ iphone 📱 computer 💻 gear ⚙️ wrench 🔧 hammer 🔨 toolbox 🧰 key 🔑 lock 🔒 unlock 🔓 mag 🔍
    shield 🛡️ compass 🧭 world_map 🗺️ house 🏠 office 🏢 hospital 🏥 rocket 🚀 airplane ✈️ car 🚗 bike 🚲 art 🎨 microphone 🎤
    musical_note 🎵 camera 📷 dart 🎯 jigsaw 🧩 game_die 🎲 soccer ⚽ ticket 🎫 money_with_wings 💸 scales ⚖️ newspaper 📰`,
  Signs: `
    white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓
    exclamation ❗ bangbang ‼️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 information_source ℹ️ arrow_right ➡️ arrow_left ⬅️
    arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 recycle ♻️ repeat 🔁 fast_forward ⏩ double_vertical_bar ⏸️ red_circle 🔴
    large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
    one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ zzz 💤 checkered_flag 🏁 triangular_flag_on_post 🚩 new 🆕 sos 🆘`,
};

export const families = Object.entries(FAMILIES).map(([name, text]) => ({ name, emoji: pairs(text) }));
const ours = families.flatMap((family) => family.emoji.map(({ name, sign }) => [name, sign]));
const { emoji: every = {} } = await fetch("/_sandbox/emoji").then((answer) => answer.json());
/** The picker's own names stand first, also where somebody searches. */
const known = new Map([...ours, ...Object.entries(every)]);

function pairs(text) {
  const words = text.trim().split(/\s+/);
  return words.flatMap((name, at) => (at % 2 ? [] : [{ name, sign: words[at + 1] }]));
}

/** The skin tones by the number that follows a name: ":wave::skin-tone-3:". */
export const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };
const TONED = /^(\p{Emoji_Modifier_Base})\uFE0F?/u;

/** The characters of a name (with or without a skin tone), or null if this page has none. */
export function signOf(name) {
  const [bare, tone] = name.split("::skin-tone-");
  const sign = known.get(bare);
  if (!sign) return null;
  return tone in TONES ? sign.replace(TONED, `$1${TONES[tone]}`) : sign;
}

/** The name with a skin tone (2 to 6), where the emoji has any. */
export const inTone = (name, tone) => (tone in TONES && TONED.test(known.get(name)) ? `${name}::skin-tone-${tone}` : name);

/** Text with the emoji names in it as characters, for places that hold no nodes. */
export const withSigns = (text) =>
  text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => signOf(name) ?? whole);

/** Characters from the hexadecimal code points that rich text carries: "1f44d-1f3fb". */
export const signFromCodes = (codes) =>
  String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16)));

export function findEmoji(word, limit = 60) {
  const all = [...known].map(([name, sign]) => ({ name, sign }));
  const starts = all.filter(({ name }) => name.startsWith(word));
  const holds = all.filter(({ name }) => !name.startsWith(word) && name.includes(word));
  const signs = new Set();
  const isFirst = ({ sign }) => !signs.has(sign) && signs.add(sign);
  return [...starts, ...holds].filter(isFirst).slice(0, limit);
}

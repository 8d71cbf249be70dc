"""The emoji names that are Slack's own: its flags, its people at work and at play, its families, and single ones."""

from itertools import product

import emoji

JOINER = "\u200d"
MAN, WOMAN, HE, SHE = "👨", "👩", "♂️", "♀️"

# male-… and female-…: a man or woman with the sign of their work.
WORK = """
    doctor ⚕️ student 🎓 teacher 🏫 judge ⚖️ farmer 🌾 cook 🍳 mechanic 🔧 factory-worker 🏭 office-worker 💼 scientist 🔬
    technologist 💻 singer 🎤 artist 🎨 pilot ✈️ astronaut 🚀 firefighter 🚒
"""
# male-… and female-…: a figure that stands for either.
FIGURES = "police-officer 👮 detective 🕵️ guard 💂 construction-worker 👷"
# male_… and female_…
FANTASY = "superhero 🦸 supervillain 🦹 mage 🧙 fairy 🧚 vampire 🧛 elf 🧝 genie 🧞 zombie 🧟"
# man-… and woman-…
DOING = """
    frowning 🙍 pouting 🙎 gesturing-no 🙅 gesturing-ok 🙆 tipping-hand 💁 raising-hand 🙋 bowing 🙇 facepalming 🤦
    shrugging 🤷 wearing-turban 👳 getting-massage 💆 getting-haircut 💇 walking 🚶 running 🏃
    with-bunny-ears-partying 👯 golfing 🏌️ surfing 🏄 rowing-boat 🚣 swimming 🏊 bouncing-ball ⛹️ lifting-weights 🏋️
    biking 🚴 mountain-biking 🚵 cartwheeling 🤸 wrestling 🤼 playing-water-polo 🤽 playing-handball 🤾 juggling 🤹
"""
SINGLE = """
    smiling_face_with_3_hearts 🥰 grinning_face_with_star_eyes 🤩 grinning_face_with_one_large_and_one_small_eye 🤪
    smiling_face_with_smiling_eyes_and_hand_covering_mouth 🤭 face_with_finger_covering_closed_lips 🤫
    face_with_one_eyebrow_raised 🤨 face_with_open_mouth_vomiting 🤮 shocked_face_with_exploding_head 🤯
    face_with_cowboy_hat 🤠 serious_face_with_symbols_covering_mouth 🤬 kiss 💋 eye-in-speech-bubble 👁️‍🗨️ spock-hand 🖖
    hand_with_index_and_middle_fingers_crossed 🤞 i_love_you_hand_sign 🤟 the_horns 🤘 man_with_beard 🧔‍♂️
    woman_with_beard 🧔‍♀️ red_haired_person 🧑‍🦰 curly_haired_person 🧑‍🦱 white_haired_person 🧑‍🦳 bald_person 🧑‍🦲
    blond-haired-woman 👱‍♀️ blond-haired-man 👱‍♂️ ok_woman 🙆 face_palm 🤦 guardsman 💂 man_with_turban 👳
    person_with_headscarf 🧕 bride_with_veil 👰 mother_christmas 🤶 fencer 🤺 person_doing_cartwheel 🤸 wrestlers 🤼
    handball 🤾 juggling 🤹 man_and_woman_holding_hands 👫 men-with-bunny-ears-partying 👯‍♂️
    women-with-bunny-ears-partying 👯‍♀️ woman-heart-man 👩‍❤️‍👨 man-heart-man 👨‍❤️‍👨 woman-heart-woman 👩‍❤️‍👩
    woman-kiss-man 👩‍❤️‍💋‍👨 man-kiss-man 👨‍❤️‍💋‍👨 woman-kiss-woman 👩‍❤️‍💋‍👩 skin-tone-2 🏻 skin-tone-3 🏼 skin-tone-4 🏽
    skin-tone-5 🏾 skin-tone-6 🏿 dog 🐶 cat 🐱 tiger 🐯 horse 🐴 zebra_face 🦓 cow 🐮 pig 🐷 camel 🐫 giraffe_face 🦒
    mouse 🐭 rabbit 🐰 turkey 🦃 ladybug 🐞 kiwifruit 🥝 egg 🥚 mate_drink 🧉 knife_fork_plate 🍽️ japan 🗾 train 🚋
    scooter 🛴 octagonal_sign 🛑 mostly_sunny 🌤️ sun_small_cloud 🌤️ barely_sunny 🌥️ sun_behind_cloud 🌥️ partly_sunny_rain 🌦️
    rain_cloud 🌧️ snow_cloud 🌨️ lightning 🌩️ lightning_cloud 🌩️ tornado_cloud 🌪️ medal 🎖️ first_place_medal 🥇
    second_place_medal 🥈 third_place_medal 🥉 womans_flat_shoe 🥿 drum_with_drumsticks 🥁 email ✉️ calendar 📆
    shopping_trolley 🛒 eject ⏏️ staff_of_aesculapius ⚕️ keycap_star *️⃣ large_orange_circle 🟠 large_yellow_circle 🟡
    large_green_circle 🟢 large_purple_circle 🟣 large_brown_circle 🟤 large_red_square 🟥 large_orange_square 🟧
    large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 large_purple_square 🟪 large_brown_square 🟫
    rainbow-flag 🏳️‍🌈 flag-sark 🇨🇶 simple_smile 🙂
"""


def slacks_own() -> dict[str, str]:
    """These names without colons, and their characters."""
    names = _pairs(SINGLE)
    for name, sign in _pairs(WORK).items():
        names |= {f"male-{name}": MAN + JOINER + sign, f"female-{name}": WOMAN + JOINER + sign}
    for he, she, figures in (("male-", "female-", FIGURES), ("male_", "female_", FANTASY), ("man-", "woman-", DOING)):
        for name, sign in _pairs(figures).items():
            names |= {he + name: sign + JOINER + HE, she + name: sign + JOINER + SHE}
    return names | _families() | _flags()


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _families() -> dict[str, str]:
    """man-woman-girl-boy and the like: one parent or two, one child or two."""
    signs = {"man": MAN, "woman": WOMAN, "boy": "👦", "girl": "👧"}
    parents = ("man", "woman", "man-woman", "man-man", "woman-woman")
    children = ("boy", "girl", "girl-boy", "boy-boy", "girl-girl")
    names = ("-".join(each) for each in product(parents, children))
    return {name: JOINER.join(signs[each] for each in name.split("-")) for name in names}


def _flags() -> dict[str, str]:
    """flag-de by its two letters, and the flags of three countries of one kingdom."""
    letters = [chr(ord("a") + number) for number in range(26)]
    flags = {f"flag-{one}{two}": _regional(one) + _regional(two) for one, two in product(letters, letters)}
    flags = {name: flag for name, flag in flags.items() if emoji.is_emoji(flag)}
    tags = {"england": "gbeng", "scotland": "gbsct", "wales": "gbwls"}
    for name, tag in tags.items():
        flags[f"flag-{name}"] = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in f"{tag}\x7f")
    return flags


def _regional(letter: str) -> str:
    return chr(0x1F1E6 + ord(letter) - ord("a"))

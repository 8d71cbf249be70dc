"""A month of the front line, moment by moment: when it is in Berlin, and what happens then."""

from tests.journeys.month import answers, playbook, praise, prompts, pulses, rounds, workshops
from tests.journeys.month.people import at
from tests.journeys.month.rounds import AWAY, Step, a_round, goes_away

_DAYS: dict[str, tuple[tuple[str, Step], ...]] = {
    "2026-11-02": (
        ("09:00", rounds.maya_makes_the_channel_a_circle),
        ("09:05", rounds.she_saves_the_form_that_was_open),
        ("16:55", rounds.the_first_round_opens),
        ("16:57", rounds.two_minutes_later_a_form_is_sent_and_a_reply_is_written),
        ("17:00", rounds.the_first_round_closes),
        ("17:05", playbook.maya_gathers_the_lessons_and_two_support_one),
        ("17:10", playbook.she_makes_it_what_they_practise),
    ),
    "2026-11-03": (
        ("09:00", answers.maya_is_told_of_a_story_that_nobody_answered),
        ("09:10", answers.she_sends_the_thanks_that_were_filled_in),
        *a_round(maya="I called every customer of the late lorry"),
        ("17:01", playbook.the_question_turns_to_it),
    ),
    "2026-11-04": (
        ("10:00", workshops.maya_begins(workshops.CUSTOMERS)),
        ("10:05", workshops.they_name_their_customers),
        ("10:08", workshops.the_map_is_drawn),
        ("10:16", workshops.she_moves_on(workshops.CUSTOMERS)),
        ("10:25", workshops.the_customers_are_summed_up),
        *a_round(sam="I drove the screws out to the farm", priya="I read the whole manual to her"),
    ),
    "2026-11-05": (
        ("08:30", pulses.all_five_are_asked),
        ("09:15", pulses.all_five_answer),
        ("09:20", pulses.priya_adds_her_sentence),
        *a_round(),
    ),
    "2026-11-06": (
        ("15:00", rounds.people_thank_each_other),
        ("16:00", rounds.the_first_highlights_are_read_back),
        *a_round(tomasz="I held the gate open for the last van"),
    ),
    "2026-11-09": (
        ("08:30", pulses.the_first_result_is_told),
        ("11:00", rounds.a_number_in_a_story_is_masked_before_it_is_kept),
        *a_round(),
        ("17:10", playbook.they_say_how_it_went(1, sam="not_yet", priya="not_yet")),
    ),
    "2026-11-10": a_round(jonas="I put the spare key where he finds it"),
    "2026-11-11": (
        ("10:00", workshops.maya_begins(workshops.DEFINITION)),
        ("10:20", workshops.they_change_sides),
        *a_round(),
    ),
    "2026-11-12": (
        ("08:30", pulses.all_five_are_asked),
        ("09:15", pulses.three_answer),
        ("10:00", workshops.they_go_on_the_next_day),
        ("10:05", workshops.maya_proposes_a_sentence_and_two_support_it),
        ("10:10", workshops.the_sentence_is_theirs),
        *a_round(sam="I stayed until the courier came"),
    ),
    "2026-11-13": (("16:00", rounds.the_highlights_begin_with_the_definition), *a_round()),
    "2026-11-16": (
        ("08:30", pulses.three_answers_are_told_to_nobody),
        ("10:00", prompts.maya_looks_at_the_questions_and_begins_one),
        ("10:05", prompts.she_keeps_it),
        *a_round(priya="I wrote the answer down for the next shift"),
        ("17:10", playbook.they_say_how_it_went(2, sam="not_yet", jonas="yes")),
    ),
    "2026-11-17": (
        ("11:00", praise.a_customers_mail_is_about_to_be_saved),
        ("11:05", praise.maya_says_whom_it_is_about),
        *a_round(),
    ),
    "2026-11-18": (
        ("10:00", workshops.maya_begins(workshops.BARRIERS)),
        ("10:05", workshops.they_rate_what_gets_in_the_way),
        ("10:10", workshops.the_ratings_are_shown_without_names),
        ("10:20", workshops.what_would_help_is_summed_up),
        *a_round(),
    ),
    "2026-11-19": (
        ("08:30", pulses.all_five_are_asked),
        ("09:10", praise.ines_reads_it_now_that_she_is_back),
        ("09:15", pulses.all_five_answer_again),
        *a_round(),
    ),
    "2026-11-20": (
        ("16:00", praise.the_highlights_hold_what_the_customer_said),
        *a_round(),
        ("17:10", answers.jonas_tells_what_nobody_answers),
    ),
    "2026-11-23": (
        ("08:30", pulses.the_second_result_holds_both_weeks),
        ("09:00", answers.tomasz_whose_turn_it_is_is_away_and_maya_is_told),
        *a_round(),
        ("17:10", playbook.they_say_how_it_went(3, maya="partly", jonas="yes")),
    ),
    "2026-11-24": (("16:30", rounds.the_power_is_cut_until_after_the_round),),
    "2026-11-25": a_round(tomasz="I am back, and the first thing I did was to ring the farm"),
    "2026-11-26": (("08:30", pulses.only_those_who_are_here_are_asked), ("09:15", pulses.two_answer), *a_round()),
    "2026-11-27": (
        ("16:00", rounds.the_highlights_come_also_when_many_are_away),
        ("16:55", rounds.the_round_rests),
    ),
    "2026-11-30": (
        ("08:30", pulses.two_answers_wait_and_are_told_to_nobody),
        *a_round(),
        ("17:10", playbook.they_say_how_it_went(4, maya="yes", jonas="yes", sam="yes")),
    ),
    "2026-12-01": (("10:00", playbook.they_decide_to_keep_it),),
}
_MOMENTS = [(at(f"{day} {clock}"), step) for day, steps in _DAYS.items() for clock, step in steps]
MONTH = sorted([*_MOMENTS, *((begin, goes_away(who)) for who, (begin, _) in AWAY.items())], key=lambda one: one[0])

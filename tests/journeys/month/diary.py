"""A month of the front line, moment by moment: when it is in Berlin, and what happens then."""

from tests.journeys.month import answers, notes, playbook, praise, prompts, pulses, rounds, workshops
from tests.journeys.month.people import Step, at
from tests.journeys.month.rounds import AWAY, a_round, goes_away

_DAYS: dict[str, tuple[tuple[str, Step], ...]] = {
    "2026-11-02": (
        ("09:00", rounds.maya_makes_the_channel_a_circle),
        ("09:05", rounds.she_saves_the_form_that_was_open),
        ("16:55", rounds.the_first_round_opens),
        ("16:57", rounds.two_minutes_later_a_form_is_sent_and_a_reply_is_written),
        ("17:00", rounds.the_first_round_closes),
    ),
    "2026-11-03": (
        ("09:00", answers.maya_is_told_of_a_story_that_nobody_answered),
        ("09:10", answers.she_sends_the_thanks_that_were_filled_in),
        ("16:00", playbook.the_lessons_are_gathered_and_supported),
        ("16:05", playbook.maya_makes_one_a_behaviour),
        ("16:10", playbook.the_circle_practises_it_from_now_on),
        *a_round(maya="I called every customer of the late lorry"),
    ),
    "2026-11-04": (
        ("10:00", workshops.maya_begins(workshops.CUSTOMERS)),
        ("10:05", workshops.they_name_their_customers),
        ("10:08", workshops.the_map_is_drawn),
        ("10:16", workshops.she_moves_on(workshops.CUSTOMERS)),
        ("10:25", workshops.the_customers_are_summed_up),
        *a_round(sam="I drove the screws out to the farm", priya="I read the whole manual to her"),
        ("17:01", playbook.the_question_of_the_day_was_about_it),
    ),
    "2026-11-05": (
        ("08:30", pulses.all_five_are_asked),
        ("09:15", pulses.all_five_answer),
        ("09:20", pulses.priya_adds_her_sentence),
        *a_round(),
    ),
    "2026-11-06": (
        ("09:00", notes.managers_get_their_care_notes),
        ("09:10", notes.maya_thanks_jonas_for_the_reason_that_it_names),
        ("09:15", notes.jonas_sees_what_the_notes_say_about_him),
        ("15:00", rounds.people_thank_each_other),
        ("16:00", rounds.the_first_highlights_are_read_back),
        *a_round(tomasz="I held the gate open for the last van"),
    ),
    "2026-11-09": (
        ("08:30", pulses.the_first_result_is_told),
        ("11:00", rounds.a_number_in_a_story_is_masked_before_it_is_kept),
        *a_round(),
    ),
    "2026-11-10": (
        *a_round(jonas="I put the spare key where he finds it"),
        ("17:05", playbook.did_we(1, jonas="not_yet", sam="partly", priya="partly")),
    ),
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
    ),
    "2026-11-17": (
        ("11:00", praise.a_customers_mail_is_about_to_be_saved),
        ("11:05", praise.maya_says_whom_it_is_about),
        *a_round(),
        ("17:05", playbook.did_we(2, jonas="partly", maya="yes")),
        ("17:10", playbook.priya_tells_how_she_was_cared_for_poorly),
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
        ("09:00", notes.maya_alone_gets_one_while_tomasz_is_away),
        ("16:00", praise.the_highlights_hold_what_the_customer_said),
        *a_round(),
        ("17:10", answers.jonas_tells_what_nobody_answers),
    ),
    "2026-11-23": (
        ("08:30", pulses.the_second_result_holds_both_weeks),
        ("09:00", answers.tomasz_whose_turn_it_is_is_away_and_maya_is_told),
        *a_round(),
    ),
    "2026-11-24": (
        ("16:30", rounds.the_power_is_cut_until_after_the_round),
        ("18:40", playbook.did_we(3, maya="yes")),
    ),
    "2026-11-25": a_round(tomasz="I am back, and the first thing I did was to ring the farm"),
    "2026-11-26": (("08:30", pulses.only_those_who_are_here_are_asked), ("09:15", pulses.two_answer), *a_round()),
    "2026-11-27": (
        ("16:00", rounds.the_highlights_come_also_when_many_are_away),
        ("16:55", rounds.the_round_rests),
    ),
    "2026-11-30": (("08:30", pulses.two_answers_wait_and_are_told_to_nobody), *a_round()),
    "2026-12-01": (
        ("16:00", playbook.the_next_month_gathers_what_was_learned_since),
        *a_round(),
        ("17:05", playbook.did_we(4, jonas="yes", maya="yes", priya="yes", sam="yes")),
    ),
    "2026-12-02": (
        ("12:00", playbook.managers_are_asked_whether_it_stays),
        ("12:05", playbook.maya_decides_that_it_stays),
        *a_round(sam="I rang when I said I would"),
        ("17:30", answers.sam_sees_that_all_but_one_were_answered),
    ),
}
_MOMENTS = [(at(f"{day} {clock}"), step) for day, steps in _DAYS.items() for clock, step in steps]
MONTH = sorted([*_MOMENTS, *((begin, goes_away(who)) for who, (begin, _) in AWAY.items())], key=lambda one: one[0])

from benchmarks.translations import compare


def test_opening_and_syncing_ask_far_less_than_plain_wagtail_localize(db):
    """At most 27 % of its queries to open a page, with those for the memory; a third to sync one."""
    figures = compare(2)

    (plain_submit, submit), (plain_sync, sync) = figures["submit"], figures["sync"]
    assert submit.queries <= plain_submit.queries * 0.27
    assert sync.queries <= plain_sync.queries / 3

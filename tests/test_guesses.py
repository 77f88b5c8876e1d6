from test_discourse import parties_of


def test_who_blames_the_party_last_named_is_not_of_it() -> None:
    story = """BAKU/YEREVAN — Azerbaijan and Armenia blamed each other on Monday for a clash.
The Armenian army said its posts were shelled for an hour.
“There was no trench, and there is none,” Colonel Rauf Aliyev said. “The Armenians burned a sheepfold.”
The colonel added that nobody was hurt."""
    assert (parties_of(story)["Colonel Rauf Aliyev"], parties_of(story)["The colonel"]) == (("AZE",), ("AZE",))


def test_who_praises_his_own_stays_of_the_party_last_named() -> None:
    story = """BAKU/YEREVAN — Azerbaijan and Armenia blamed each other on Monday for a clash.
The Armenian army said its posts were shelled for an hour.
“We burned nothing and shelled nobody,” Colonel Hayk Simonyan said. “The Azeris burned a sheepfold.”"""
    assert parties_of(story)["Colonel Hayk Simonyan"] == ("ARM",)


def test_denial_speaks_for_whose_conduct_it_rejects() -> None:
    story = """BAKU/YEREVAN — Azerbaijan and Armenia blamed each other on Monday for a clash.
The Turkish foreign ministry urged calm.
The prime minister’s office denied that Yerevan had asked for troops."""
    assert parties_of(story)["The prime minister’s office"] == ("ARM",)

"""Somebody acts for the head of the demo ward: TUQ. can be seen."""


class TestDemoOffice:
    def test_lets_somebody_act_for_the_head_of_the_ward(self, built):
        """Running on the day on which it is built, and for some weeks."""
        (one,) = built.person("hoangvand").delegations
        assert one.giver_name == "Lê Văn C"
        assert one.powers == {"assigning", "monitoring"}
        assert one.valid_to > built.office.today()

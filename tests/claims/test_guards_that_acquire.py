"""Guards whose own methods take hold of what they give back, and windows of rounded lengths, in few words."""

from __future__ import annotations

from tests.claims.sentence_tables import changed, rows, told

VALVES = """/// Valves that are opened while a boiler is filled.
pub struct OpenValves {
    plant: u32,
    valves: Vec<u8>,
    armed: bool,
}
impl OpenValves {
    pub fn new(plant: u32) -> Self {
        Self { plant, valves: Vec::new(), armed: true }
    }
    /// Attach `wheel` to `valve` and turn it.
    pub fn attach(&mut self, valve: u8, wheel: Wheel) -> Result<(), BoilerError> {
        if self.valves.contains(&valve) {
            return Err(BoilerError::Taken);
        }
        boiler::attach_wheel(valve, self.plant, wheel)?;
        self.valves.push(valve);
        boiler::unlock(valve);
        Ok(())
    }
    pub fn settle(mut self) {
        self.armed = false;
    }
}
impl Drop for OpenValves {
    fn drop(&mut self) {
        if !self.armed {
            return;
        }
        while let Some(valve) = self.valves.pop() {
            boiler::lock(valve);
            boiler::detach_wheel(valve, self.plant);
        }
    }
}
"""
OF_VALVES = rows("""
A valve is recorded only after its wheel was attached
Nothing is recorded if attaching fails
`attach()` unlocks the new valve
`Drop` leaves valves alone when disarmed
Armed `Drop` locks each valve, then detaches it
Valves are released in reverse order of attachment
`Drop` releases valves last one first
""")


def test_what_a_guard_takes_hold_of_itself() -> None:
    untrue = ["A valve is recorded only after its valve was unlocked", "Valves are released in order of attachment"]
    seen = told(OF_VALVES + untrue, VALVES, VALVES, "OpenValves")
    assert {seen[s] for s in OF_VALVES} == {"holds"}
    assert "holds" not in {seen[s] for s in untrue}


def test_faults_of_such_guards_are_told_by_the_words_that_speak_of_them() -> None:
    call = "        boiler::attach_wheel(valve, self.plant, wheel)?;\n"
    early = changed(VALVES, [(call, ""), ("        boiler::unlock(valve);\n", f"{call}        boiler::unlock(valve);\n")])
    seen = told(OF_VALVES, early, VALVES, "OpenValves")
    assert [seen[s] for s in OF_VALVES[:3]] == ["fails", "fails", "holds"]
    turned = [("while let Some(valve) = self.valves.pop()", "for valve in self.valves.drain(..)")]
    quiet = [("return Err(BoilerError::Taken);", "return Ok(());")]
    seen = told(OF_VALVES, changed(VALVES, turned + quiet), VALVES, "OpenValves")
    assert seen["`Drop` releases valves last one first"] == "fails"
    assert "fails" not in [seen[s] for s in OF_VALVES[:5]]


PLOTS = """/// Most plots that one survey may claim.
pub const MOST: usize = 6;
pub struct Survey {
    plots: [u64; MOST],
    taken: usize,
    sealed: bool,
}
impl Survey {
    pub fn new() -> Self {
        Self { plots: [0; MOST], taken: 0, sealed: false }
    }
    /// Claim a cleared plot.
    pub fn claim(&mut self) -> Result<u64, SurveyError> {
        if self.taken >= MOST {
            return Err(SurveyError::TooMany);
        }
        let plot = land::alloc_plot().ok_or(SurveyError::NoneLeft)?;
        land::clear_plot(plot);
        self.plots[self.taken] = plot;
        self.taken += 1;
        Ok(plot)
    }
    pub fn seal(mut self) {
        self.sealed = true;
    }
}
impl Drop for Survey {
    fn drop(&mut self) {
        if self.sealed {
            return;
        }
        for n in (0..self.taken).rev() {
            land::free_plot(self.plots[n]);
        }
    }
}
"""
OF_PLOTS = rows("""
`claim()` fails with `TooMany` at the limit
`claim()` records each plot it hands out
`Drop` frees recorded plots newest first if not sealed
""")


def test_limits_and_what_each_call_got() -> None:
    assert set(told(OF_PLOTS, PLOTS, PLOTS, "Survey").values()) == {"holds"}
    lost = told(OF_PLOTS, changed(PLOTS, [("        self.plots[self.taken] = plot;\n", "")]), PLOTS, "Survey")
    assert lost[OF_PLOTS[1]] == "fails"
    assert lost[OF_PLOTS[2]] != "fails"  # it frees what is recorded
    other = told(OF_PLOTS, changed(PLOTS, [("SurveyError::TooMany)", "SurveyError::NoneLeft)")]), PLOTS, "Survey")
    assert other[OF_PLOTS[0]] == "fails"


PANE = """/// Size of a tile.
pub const TILE: u64 = 4096;
/// A stretch of the canvas that a plotter may draw on.
pub struct PlotterPane {
    desk: u16,
    at: u64,
    ink: u64,
    tiles: u64,
}
impl PlotterPane {
    pub fn lay(desk: u16, ink: u64, len: u64) -> Result<Self, PaneError> {
        if len == 0 || ink % TILE != 0 {
            return Err(PaneError::Bad);
        }
        let tiles = (len + TILE - 1) / TILE;
        let at = plotter::alloc_space(desk, tiles).ok_or(PaneError::Full)?;
        for n in 0..tiles {
            plotter::map_tile(desk, at + n * TILE);
        }
        Ok(Self { desk, at, ink, tiles })
    }
    /// Where `ink` is drawn, if it is inside of the pane.
    pub fn place_of(&self, ink: u64) -> Option<u64> {
        if ink < self.ink || ink >= self.ink + self.tiles * TILE {
            return None;
        }
        Some(self.at + (ink - self.ink))
    }
}
impl Drop for PlotterPane {
    fn drop(&mut self) {
        for n in 0..self.tiles {
            plotter::unmap_tile(self.desk, self.at + n * TILE);
        }
        plotter::free_space(self.desk, self.at, self.tiles);
    }
}
"""
OF_PANES = rows("""
Length is rounded up to whole tiles
`place_of()` is `None` outside the pane
`Drop` unmaps every tile
`lay()` rejects empty and unaligned ranges
""")


def test_lengths_in_whole_steps_and_numbers_outside() -> None:
    untrue = [
        "Length is rounded down to whole tiles",
        "`place_of()` is `None` inside the pane",
        "`place_of()` is `None` outside the desk",
    ]
    seen = told(OF_PANES + untrue, PANE, PANE, "PlotterPane")
    assert {seen[s] for s in OF_PANES} == {"holds"}
    assert "holds" not in {seen[s] for s in untrue}
    wrong = [("(len + TILE - 1) / TILE", "len / TILE"), ("ink >= self.ink + self", "ink > self.ink + self")]
    seen = told(OF_PANES[:2], changed(PANE, wrong), PANE, "PlotterPane")
    assert set(seen.values()) == {"fails"}
    wrong = [("unmap_tile(self.desk, self.at +", "unmap_tile(self.desk, self.ink +"), ("len == 0 || ", "")]
    seen = told(OF_PANES[2:], changed(PANE, wrong), PANE, "PlotterPane")
    assert seen[OF_PANES[2]] == "fails"
    assert seen[OF_PANES[3]] != "holds"

//! The options that thin out a network before it is drawn or measured.

use interorg::analysis::measure::Thinning;
use interorg::model::Decimal;

#[derive(Clone, clap::Args)]
pub(super) struct ThinningArgs {
    /// Network: keep only the backbone, the ties whose share of the weight of one of their ends is significant at this level,
    /// such as 0.05 (disparity filter)
    #[arg(long, value_name = "ALPHA", value_parser = parse_alpha)]
    backbone: Option<Decimal>,
    /// Network: leave out organizations with fewer than this many ties in it; they are left out once, so that others may have
    /// fewer afterwards
    #[arg(long, value_name = "N")]
    min_degree: Option<usize>,
}

impl ThinningArgs {
    /// Returns what is left out of the network.
    pub(super) fn thinning(&self) -> Thinning {
        Thinning {
            backbone: self.backbone,
            min_degree: self.min_degree,
        }
    }
}

fn parse_alpha(text: &str) -> Result<Decimal, String> {
    let number = text.parse().ok();
    let number = number.filter(|alpha: &Decimal| alpha.get() > 0.0 && alpha.get() < 1.0);
    number.ok_or_else(|| "expected a number between 0 and 1, such as 0.05".to_owned())
}

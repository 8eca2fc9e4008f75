//! Le graphique : les rapports à l'appel direct, en SVG, d'après le relevé.

use std::error::Error;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::record::{Call, Record};

const WIDTH: u32 = 900;
const HEIGHT: u32 = 420;
/// La couleur du texte, remplacée à la fin par celle de la page, claire ou sombre.
const INK: RGBColor = RGBColor(1, 2, 3);
/// Une couleur et une forme par taille de texte : l'une suffit à qui ne voit pas l'autre.
const COLORS: [RGBColor; 3] = [
    RGBColor(0x3B, 0x82, 0xC4),
    RGBColor(0xD9, 0x77, 0x1E),
    RGBColor(0x2E, 0x9E, 0x6B),
];
const DIRECT: &str = "direct";
const SUMMARY: &str = "Temps d'un appel par chaque porte, rapporté à l'appel direct, \
                       sur une échelle logarithmique ; les mêmes nombres sont dans les tableaux.";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Le graphique du relevé.
///
/// # Errors
///
/// Si la bibliothèque de dessin refuse.
pub(crate) fn svg(record: &Record) -> Result<String> {
    let mut text = String::new();
    {
        let root = SVGBackend::with_string(&mut text, (WIDTH, HEIGHT)).into_drawing_area();
        let (legend, panels) = root.split_vertically(36);
        draw_legend(&legend, record)?;
        let modules = record.distinct(|call| &call.module);
        for (panel, module) in panels.split_evenly((1, modules.len())).iter().zip(modules) {
            draw_panel(panel, record, module)?;
        }
        root.present()?;
    }
    Ok(finish(&text))
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Une taille de texte, sa forme et sa couleur.
fn draw_legend(area: &Area<'_>, record: &Record) -> Result<()> {
    area.draw(&Text::new(
        "Temps d'un appel ÷ appel direct",
        (12, 18),
        label(19, HPos::Left),
    ))?;
    for (rank, bytes) in record.distinct(|call| call.octets).into_iter().enumerate() {
        let x = 400 + 160 * rank as i32;
        marker(area, (x, 18), rank)?;
        let text = if bytes < 1024 {
            format!("{bytes} o")
        } else {
            format!("{} Kio", bytes >> 10)
        };
        area.draw(&Text::new(
            format!("texte de {text}"),
            (x + 12, 18),
            label(17, HPos::Left),
        ))?;
    }
    Ok(())
}

/// Un module : une ligne par porte, un point par taille.
fn draw_panel(area: &Area<'_>, record: &Record, module: &str) -> Result<()> {
    let doors: Vec<&String> = record
        .distinct(|call| &call.porte)
        .into_iter()
        .filter(|door| *door != DIRECT)
        .collect();
    let sizes = record.distinct(|call| call.octets);
    let highest = record
        .appels
        .iter()
        .map(|call| call.rapport.quart_haut)
        .fold(10.0, f64::max);
    let rows = doors.len() as f64;
    let mut chart = ChartBuilder::on(area)
        .caption(module, ("sans-serif", 20).into_font().color(&INK))
        .margin(10)
        .x_label_area_size(28)
        .y_label_area_size(72)
        .build_cartesian_2d((0.5..highest * 1.3).log_scale(), rows..0.0)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .y_labels(0)
        .x_labels(6)
        .x_label_formatter(&|value| format!("×{value}"))
        .label_style(("sans-serif", 16).into_font().color(&INK))
        .axis_style(INK)
        .bold_line_style(INK.mix(0.35))
        .light_line_style(INK.mix(0.12))
        .draw()?;
    for (row, door) in doors.iter().enumerate() {
        let middle = row as f64 + 0.5;
        let (x, y) = area_coord(area, chart.backend_coord(&(0.5, middle)));
        area.draw(&Text::new(
            (*door).clone(),
            (x - 8, y),
            label(17, HPos::Right),
        ))?;
        for (rank, bytes) in sizes.iter().enumerate() {
            let Some(Call { rapport, .. }) = record.call(module, *bytes, door) else {
                continue;
            };
            // Une taille sous l'autre : deux rapports égaux restent visibles.
            let height = middle + (rank as f64 - (sizes.len() - 1) as f64 / 2.0) * 0.24;
            let at = |ratio: f64| area_coord(area, chart.backend_coord(&(ratio, height)));
            let whisker = vec![at(rapport.quart_bas), at(rapport.quart_haut)];
            area.draw(&PathElement::new(whisker, COLORS[rank % 3].stroke_width(2)))?;
            marker(area, at(rapport.mediane), rank)?;
        }
    }
    Ok(())
}

/// Un point du dessin entier, vu d'une de ses parties.
fn area_coord(area: &Area<'_>, (x, y): (i32, i32)) -> (i32, i32) {
    let (left, top) = area.get_base_pixel();
    (x - left, y - top)
}

fn marker(area: &Area<'_>, at: (i32, i32), rank: usize) -> Result<()> {
    let style = COLORS[rank % 3].filled();
    match rank % 3 {
        0 => area.draw(&Circle::new(at, 5, style))?,
        1 => area.draw(&TriangleMarker::new(at, 7, style))?,
        _ => area.draw(&Rectangle::new(
            [(at.0 - 4, at.1 - 4), (at.0 + 4, at.1 + 4)],
            style,
        ))?,
    }
    Ok(())
}

fn label(size: u32, side: HPos) -> TextStyle<'static> {
    ("sans-serif", size)
        .into_font()
        .color(&INK)
        .pos(Pos::new(side, VPos::Center))
}

/// Le texte prend la couleur de la page, le dessin s'étire avec elle, et il se lit à voix haute.
fn finish(svg: &str) -> String {
    let svg = svg.replace("\"#010203\"", "\"currentColor\"");
    let sizes = format!("width=\"{WIDTH}\" height=\"{HEIGHT}\" ");
    let role = format!("role=\"img\" aria-label=\"{SUMMARY}\" style=\"width:100%;height:auto\" ");
    svg.replacen(&sizes, &role, 1)
}

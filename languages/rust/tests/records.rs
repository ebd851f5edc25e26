use records::{Chain, Drawing, Grid, Keywords, Line, Live, Padded, Point, Square, Tick, Tree};

const LINE: Line = Line { from: Point { x: 0.0, y: 0.0 }, to: Point { x: 2.0, y: 4.0 } };

#[test]
fn numbers_cross_as_memory() -> records::Result<()> {
    assert_eq!(records::middle(LINE)?, Point { x: 1.0, y: 2.0 });
    assert_eq!(records::mirrored(Point { x: 1.0, y: 2.0 })?, Point { x: 2.0, y: 1.0 });
    let next = records::next(Padded::default())?;
    assert_eq!(next, Padded { small: 2, large: 3, flag: false, medium: 4 });
    assert!(next > Padded::default());
    let many = vec![Padded { large: 1 << 53, ..next }; 1000];
    assert_eq!(records::sum_large(&many)?, 1000 << 53);
    assert_eq!(records::sum_large(&[])?, 0);
    assert_eq!(std::mem::size_of::<Padded>(), 24);
    Ok(())
}

#[test]
fn methods() -> records::Result<()> {
    let point = Point { x: 3.0, y: 4.0 };
    assert_eq!(point.length()?, 5.0);
    assert_eq!(Point::at_angle(0.0)?, Point { x: 1.0, y: 0.0 });
    assert_eq!(point + Point { x: 1.0, ..Point::default() }, Point { x: 4.0, y: 4.0 });
    assert_eq!(point.checked_add(point)?.length()?, 10.0);
    Ok(())
}

#[test]
fn text_and_containers() -> records::Result<()> {
    assert_eq!(records::untitled()?, Drawing::default());
    assert_eq!(Drawing::default().title, "untitled");
    let drawing = Drawing {
        lines: vec![LINE; 3],
        tags: vec!["a".into(), "é".into()],
        origin: Some(Point { x: 1.0, y: 1.0 }),
        ..Drawing::default()
    };
    let renamed = records::retitled(&drawing, "house")?;
    assert_eq!(renamed, Drawing { title: "house".into(), revision: 2, ..drawing.clone() });
    assert_eq!(drawing.revision, 1);
    Ok(())
}

#[test]
fn records_inside_themselves() -> records::Result<()> {
    let tree = records::binary_tree(3)?;
    assert_eq!(tree.name, "level 3");
    assert_eq!(tree.children.len(), 2);
    assert_eq!(records::count_nodes(&tree)?, 15);
    let leaf = Tree { name: String::new(), children: vec![] };
    assert_eq!(records::count_nodes(&leaf)?, 1);
    assert_eq!(tree, tree.clone());

    let chain = records::countdown(4)?;
    assert_eq!(chain.next.as_ref().map(|next| next.value), Some(3));
    assert_eq!(records::chain_sum(&chain)?, 10);
    let own = Chain { value: 5, next: Some(Box::new(chain)) };
    assert_eq!(records::chain_sum(&own)?, 15);
    Ok(())
}

#[test]
fn names_and_bases() -> records::Result<()> {
    let keywords = Keywords { def: 1, let_: 2, self_: 3, type_: "x".into() };
    assert_eq!(records::sum_keywords(&keywords)?, 6);
    let grid = Grid {
        cells: [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
        key: [1, 2, 3, 4],
        corners: [Point { x: 1.0, y: 2.0 }, Point { x: 3.0, y: 4.0 }],
        revision: 1,
    };
    let turned = records::turned(&grid, 2.0)?;
    assert_eq!(turned.cells, [[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]]);
    assert_eq!(turned.key, [4, 3, 2, 1]);
    assert_eq!(turned.corners[0].x, 3.0);
    let square = Square { side: 3.0, ..Square::default() };
    assert_eq!(square.color, "black");
    assert_eq!(records::area(&square)?, 9.0);
    Ok(())
}

#[test]
fn without_fields() -> records::Result<()> {
    assert_eq!(records::again(Tick {})?, Tick {});
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}

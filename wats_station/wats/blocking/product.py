"""The product domain of the blocking client, call by call; a test holds it complete."""

from wats_station.wats.blocking.twin import BlockingDomain, blocking
from wats_station.wats.services.product import ProductService


class Product(BlockingDomain[ProductService]):
    """`client.product`; see `ProductService`."""

    query_products = blocking(ProductService.query_products)
    get_product = blocking(ProductService.get_product)
    get_product_by_part_number = blocking(ProductService.get_product_by_part_number)
    get_revision = blocking(ProductService.get_revision)
    save_product = blocking(ProductService.save_product)
    save_products = blocking(ProductService.save_products)
    save_revision = blocking(ProductService.save_revision)
    save_revisions = blocking(ProductService.save_revisions)

    get_product_info = blocking(ProductService.get_product_info)
    get_box_build_template = blocking(ProductService.get_box_build_template)
    add_subunit = blocking(ProductService.add_subunit)
    change_subunit = blocking(ProductService.change_subunit)
    remove_subunit = blocking(ProductService.remove_subunit)

    get_bom = blocking(ProductService.get_bom)
    save_bom = blocking(ProductService.save_bom)
    get_product_groups_of = blocking(ProductService.get_product_groups_of)
    get_categories = blocking(ProductService.get_categories)
    save_categories = blocking(ProductService.save_categories)
    get_vendors = blocking(ProductService.get_vendors)
    save_vendors = blocking(ProductService.save_vendors)
    delete_vendor = blocking(ProductService.delete_vendor)
